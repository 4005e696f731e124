#!/usr/bin/env python3
"""run.py BURSAR: what `award --format json` prints is as docs/schema says: every example, case and pattern; and so are
the expected documents of audits."""
import csv
import glob
import json
import os
import subprocess
import sys

import jsonschema

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def runs():
    for profile in sorted(glob.glob("examples/*/*.yaml")):
        policy = "rules/" + os.path.basename(os.path.dirname(profile))
        yield ("rules/cn-beijing-etown" if policy.endswith("/etown") else policy), profile
    for table in ("tests/cases/index.tsv", "docs/language/patterns.tsv"):
        for row in csv.DictReader(open(table, encoding="utf-8"), delimiter="\t"):
            yield row["policy"], row["profile"]


def audits():
    """How many documents of audits are not as their schema says."""
    validator = jsonschema.Draft7Validator(json.load(open("docs/schema/bursar.audit-1.schema.json", encoding="utf-8")))
    wrong = 0
    for name in sorted(glob.glob("tests/report/expected/audit*.json")):
        said = json.load(open(name, encoding="utf-8"))
        faults = list(validator.iter_errors(said))
        for e in faults[:3]:
            print(f"{name}: {'/'.join(map(str, e.absolute_path))}: {e.message[:300]}")
        if not list(validator.iter_errors({**said, "other": 1})):
            print(f"{name}: the schema takes anything")
            wrong += 1
        wrong += bool(faults)
    return wrong


def main():
    os.chdir(ROOT)
    schema = json.load(open("docs/schema/bursar.award-1.schema.json", encoding="utf-8"))
    validator = jsonschema.Draft7Validator(schema)
    right, wrong = 0, audits()
    for policy, profile in runs():
        done = subprocess.run([sys.argv[1], "award", policy, profile, "--format", "json"], capture_output=True, text=True)
        try:
            said = json.loads(done.stdout)
        except ValueError:
            print(f"{policy} {profile}: no JSON (exit {done.returncode}): {done.stderr[:300]}")
            wrong += 1
            continue
        faults = [e for one in (said if isinstance(said, list) else [said]) for e in validator.iter_errors(one)]
        for e in faults[:3]:
            print(f"{policy} {profile}: {'/'.join(map(str, e.absolute_path))}: {e.message[:300]}")
        wrong += bool(faults)
        right += not faults
    # The check can fail: a document with a key that the schema does not know is refused.
    if not list(validator.iter_errors({**said, "other": 1} if isinstance(said, dict) else {"other": 1})):
        print("the schema takes anything")
        wrong += 1
    print(f"schema: {right} of {right + wrong}")
    return 1 if wrong or not right else 0


sys.exit(main())
