#!/usr/bin/env python3
"""Practice data through an audit and back: every planted error found with its code, none besides, and the right cause.

Usage: run.py BURSAR. With BURSAR_LONG set the batches are as large as those that an office has."""
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
NO_CAUSE = {"not_eligible", "same_code", "near_code", "underpaid", "fact_missing", "late"}
LONG = bool(os.environ.get("BURSAR_LONG"))


def batch(bursar, policy, count, errors, seed, failures):
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([bursar, "practice", policy, "--count", str(count), "--errors", str(errors), "--seed",
                               str(seed), "-o", folder], cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            return failures.append(f"{policy}: practice ended with {done.returncode}: {done.stderr.strip()}")
        report = pathlib.Path(folder, "audit.json")
        done = subprocess.run([bursar, "audit", policy, f"{folder}/payouts.csv", "--profiles", f"{folder}/profiles.csv",
                               "--whole-register", "--format", "json", "-o", report], cwd=ROOT, capture_output=True,
                              text=True)
        if done.returncode not in (0, 1) or not report.exists():
            return failures.append(f"{policy}: audit ended with {done.returncode}: {done.stderr.strip()}")
        audit = json.loads(report.read_text(encoding="utf-8"))
        with open(pathlib.Path(folder, "planted.csv"), encoding="utf-8", newline="") as file:
            planted = {row["payout"]: row for row in csv.DictReader(file)}
        if len(audit["rows"]) != count:
            failures.append(f"{policy}: {len(audit['rows'])} rows for {count} payouts")
        for row in audit["rows"]:
            found = sorted(lead["code"] for lead in row["leads"] if lead["code"].startswith("A"))
            wrong = planted.get(row["payout"])
            where = f"{policy}: {row['payout']} {row['clause']} paid {row['paid']} due {row['due']}"
            if found != ([wrong["code"]] if wrong else []):
                failures.append(f"{where}: {found}, planted {wrong}")
            elif wrong and wrong["kind"] not in NO_CAUSE:
                causes = [audit["causes"][c] if isinstance(c, int) else c for c in row.get("causes", [])]
                if not any(c["kind"] == wrong["kind"] and c["detail"] == wrong["detail"] for c in causes):
                    failures.append(f"{where}: causes {causes}, planted {wrong}")


def main():
    bursar = os.path.abspath(sys.argv[1])
    failures = []
    size = (20_000, 1_100) if LONG else (400, 66)
    policies = ["tests/causes/rd-2026.policy"]
    policies += ["rules/" + name for name in ("cn-beijing-etown", "cn-beijing-commercial-space", "cn-xiangcheng-relief",
                                              "cn-qinzhou-parking", "fr-mobility-aid", "nz-rates-rebate")]
    for seed, policy in enumerate(policies):
        batch(bursar, policy, *size, seed, failures)
    if LONG:
        batch(bursar, "rules/cn-beijing-etown", 100_000, 2_000, 1, failures)
    print("\n".join(failures[:50]) if failures else f"{len(policies)} batches, every planted error found, none besides")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
