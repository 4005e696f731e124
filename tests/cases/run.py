#!/usr/bin/env python3
"""run.py BURSAR: the worked examples of cases.jsonl, to the last digit.

index.tsv names, for each expected figure of a case, the policy, the profile and the clause that gives it. The figure is
the sum of the clause's lines, or the line's date; where the case says that the answer is undetermined, the exit code is
3 and the fact to ask for is among those named as missing. A policy that is there in Chinese too gives the same bytes.
A case is exact when all of its figures are. The exit code is 1 unless every case is.
"""
import csv
import json
import os
import re
import subprocess
import sys
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
EXIT = {"eligible": 0, "ineligible": 1, "fault": 2, "conflict": 2, "undetermined": 3}
CASES = 67

# Undetermined cases, and the fact that has to be asked for.
ASKED_FOR = {"31.9": "level_days"}


def award(binary, policy, profile):
    environment = dict(os.environ, LC_ALL="C.UTF-8", NO_COLOR="1")
    run = subprocess.run([binary, "award", policy, profile, "--format", "json"], cwd=ROOT, env=environment,
                         capture_output=True, check=False)
    return run.returncode, run.stdout, run.stderr.decode("utf-8", "replace").strip()


def figure_of(answer, clause):
    """The clause's date, or its amount as an exact fraction; a text that says why there is none."""
    results = [c for c in answer["clauses"] if c["id"] == clause]
    if len(results) != 1:
        return None, f"no clause {clause}"
    if results[0]["outcome"] not in ("eligible", "ineligible"):
        return None, f"{clause} is {results[0]['outcome']}, missing {[m['fact'] for m in answer['missing']]}"
    lines = [line for line in answer["lines"] if line["clause"] == clause]
    dates = [line["date"] for line in lines if line["verb"] == "due"]
    if dates:
        return (dates[0], "") if len(dates) == 1 else (None, f"{len(dates)} dates")
    return sum((Fraction(line["amount"]) for line in lines), Fraction(0)), ""


def wanted(text):
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return text
    return Fraction(text)


def check(binary, case, expected, row):
    """What is wrong with one figure; nothing when it is exact."""
    profile = row["profile"]
    if not os.path.exists(os.path.join(ROOT, profile)):
        return f"there is no {profile}"
    code, out, messages = award(binary, row["policy"], profile)
    try:
        answer = json.loads(out)
    except ValueError:
        return f"no answer, exit code {code}: {messages[:300]}"
    if code != EXIT[answer["outcome"]]:
        return f"{answer['outcome']} with exit code {code}"
    if expected.startswith("undetermined"):
        asked = [m["fact"] for m in answer["missing"] if row["clause"] in m["needed_by"]]
        if code != 3 or ASKED_FOR.get(case) not in asked:
            return f"exit code {code}, missing {asked or 'nothing'}; {ASKED_FOR.get(case)} was to be asked for"
    else:
        figure, why = figure_of(answer, row["clause"])
        if figure is None:
            return why
        if figure != wanted(expected):
            return f"{figure}, but {expected} is right"
    if os.path.isdir(os.path.join(ROOT, row["policy"], "zh")):
        chinese = award(binary, os.path.join(row["policy"], "zh"), profile)
        if chinese[:2] != (code, out):
            return f"the Chinese program gives other bytes (exit code {chinese[0]}) {chinese[2][:300]}"
    return None


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    binary = os.path.abspath(sys.argv[1])
    with open(os.path.join(HERE, "cases.jsonl"), encoding="utf-8") as file:
        cases = {c["id"]: c["expected"] for c in map(json.loads, file)}
    with open(os.path.join(HERE, "index.tsv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    index = {(row["case"], row["key"]): row for row in rows}
    wrong = set()

    def report(case, text):
        wrong.add(case)
        print(f"{case}: {text}")

    if len(index) != len(rows):
        report("index.tsv", "a figure is listed twice")
    for case, key in index:
        if key not in cases.get(case, {}):
            report("index.tsv", f"no figure {key} in a case {case}")
    for case, figures in cases.items():
        for key, expected in figures.items():
            row = index.get((case, key))
            problem = check(binary, case, expected, row) if row else "not in index.tsv"
            if problem:
                report(case, f"{key}: {problem}")
    exact = sum(case not in wrong for case in cases)
    print(f"cases: {exact} of {CASES} exact")
    return 0 if exact == CASES == len(cases) and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
