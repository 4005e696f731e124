#!/usr/bin/env python3
"""run.py BURSAR: every line of docs/language/patterns.tsv does what it says.

For each pattern the program and its Chinese twin lint with no issue, pass their own tests, and give the same bytes for the
profile; the clause has the figure of the line (the sum of its lines, a line's date, or `undetermined LOWEST to HIGHEST`;
of the first applicant where the profile holds several); the page has the section, and the section both clauses.
"""
import csv
import json
import os
import re
import subprocess
import sys
from decimal import Decimal

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PAGE = "docs/language/patterns.md"
COLUMNS = ["pattern", "section", "policy", "profile", "clause", "figure"]
PATTERNS = 54


def text_of(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def anchor(heading):
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def sections(page):
    """The sections of a page by their anchors."""
    parts = re.split(r"^#+ (.+)$", page, flags=re.M)
    return {anchor(heading): body for heading, body in zip(parts[1::2], parts[2::2])}


def clause_of(program, name):
    found = re.search(r"^(?:clause|条款) " + re.escape(name) + r"(?:/\S+)? .*?(?=^\S|\Z)", program, re.M | re.S)
    return found[0].strip() if found else None


def figure_of(report, clause):
    """What an award says of a clause, in the words of the table."""
    report = report[0] if isinstance(report, list) else report
    lines = [line for line in report["lines"] if line["clause"] == clause]
    if lines:
        return lines[0]["date"] if "date" in lines[0] else str(sum(Decimal(line["amount"]) for line in lines))
    for each in report["clauses"]:
        if each["id"] == clause and "bounds" in each:
            return f"{each['outcome']} {each['bounds']['lowest']} to {each['bounds']['highest']}"
    return "no line"


def fault(binary, row, page):
    def run(*args):
        return subprocess.run([binary, *args], cwd=ROOT, capture_output=True, text=True, check=False)

    twins = [row["policy"], row["policy"].removesuffix(".policy") + ".zh.policy"]
    name, _, target = row["section"].partition("#")
    if name != PAGE or target not in page:
        return f"{row['section']}: there is no such section"
    if not target.startswith(row["pattern"] + "-"):
        return f"{row['section']}: the section of another pattern"
    reports = []
    for policy in twins:
        program = text_of(policy)
        clause = clause_of(program, row["clause"])
        if clause is None:
            return f"{policy}: there is no clause {row['clause']}"
        if clause not in page[target]:
            return f"{policy}: the page shows another clause"
        lint = run("lint", policy)
        if lint.returncode or "No issues" not in lint.stdout + lint.stderr:
            return f"{policy}: lint\n{lint.stdout}{lint.stderr}"
        if re.search(r"^(test|算例) ", program, re.M):
            test = run("test", policy)
            if test.returncode:
                return f"{policy}: test\n{test.stdout}{test.stderr}"
        award = run("award", policy, row["profile"], "--format", "json")
        if not award.stdout.strip():
            return f"{policy}: award\n{award.stderr}"
        reports.append(award.stdout)
    seen = figure_of(json.loads(reports[0]), row["clause"])
    if seen != row["figure"]:
        return f"{row['policy']}: {row['clause']} is {seen}, the table says {row['figure']}"
    if reports[0] != reports[1]:
        return f"{twins[1]}: its result is another than that of {twins[0]}"
    return None


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    binary = os.path.abspath(sys.argv[1])
    page = sections(text_of(PAGE))
    rows = list(csv.DictReader(text_of("docs/language/patterns.tsv").splitlines(), delimiter="\t"))
    good = 0
    if rows and list(rows[0]) != COLUMNS:
        print(f"patterns.tsv: the columns are {' '.join(COLUMNS)}")
        return 1
    for number in range(1, PATTERNS + 1):
        own = [row for row in rows if row["pattern"] == str(number)]
        wrong = fault(binary, own[0], page) if len(own) == 1 else f"{len(own)} lines in patterns.tsv, one is needed"
        if wrong:
            print(f"pattern {number}: {wrong}")
        else:
            good += 1
    print(f"patterns: {good} of {PATTERNS}")
    return 0 if good == PATTERNS == len(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
