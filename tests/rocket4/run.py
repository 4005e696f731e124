#!/usr/bin/env python3
"""run.py BURSAR [N [SEED]]: rocket4 through the command line, compared with oracle.py.

N random enterprises (1,000 unless told) and every edge: each threshold with 0.01 below and above it, for this
year's output and for the earlier peak; a subsidy above the premium; five launches of one model on one day, a
failed one between. One multi-document profile, one run, every line and total compared. Exits 1 on a difference.
"""
import json
import os
import subprocess
import sys
import tempfile
from decimal import Decimal
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
POLICY = os.path.join(ROOT, "bench", "rocket4", "rocket4.policy")
CLAUSES = ("output_award", "rd_award", "insurance_award", "launch_award")
FACTS = ("in_zone", "output", "peak_output", "core_project", "rd_expense", "premium", "city_subsidy")

sys.path.insert(0, HERE)
import oracle  # noqa: E402


def money(cents):
    return f"{cents // 100}.{cents % 100:02d}"


def launch(date, fee, orbit=True, model="X"):
    return dict(model=model, date=date, fee=fee, orbit=orbit)


def edges():
    """Enterprises at and around every bound of the policy."""
    base = dict(in_zone=True, output="0.00", peak_output="0.00", core_project=False, rd_expense="0.00",
                premium="0.00", city_subsidy="0.00", launches=[])
    around = [money(t * 100 + d) for t, _ in oracle.TIERS for d in (-1, 0, 1)]
    for output in around:
        yield dict(base, output=output)
        for peak in around:
            yield dict(base, output=output, peak_output=peak)
    for peak in around:
        yield dict(base, output="9000000000.00", peak_output=peak)
        yield dict(base, output="9000000000.00", peak_output=peak, in_zone=False)
    # the R&D cap, and half cents
    for rd in ("166666666.66", "166666666.67", "166666666.68", "0.01", "0.05", "0.15", "0.00"):
        yield dict(base, core_project=True, rd_expense=rd)
        yield dict(base, core_project=False, rd_expense=rd)
    # the subsidy below, at and above half the premium and the premium
    for premium, subsidy in (("10.00", "4.99"), ("10.00", "5.00"), ("10.00", "5.01"), ("10.00", "9.99"),
                             ("10.00", "10.00"), ("10.00", "10.01"), ("0.00", "3.00"), ("0.00", "0.00")):
        yield dict(base, premium=premium, city_subsidy=subsidy)
    # five launches of one model on one day, one failed, in every place; fees that end in half cents
    for failed in range(6):
        yield dict(base, launches=[launch("2020-05-05", f"{10 ** i}.01", orbit=i != failed) for i in range(5)])
    # dates out of order, two models interleaved, ties in part
    yield dict(base, launches=[launch("2021-01-01", "1.00"), launch("2020-01-01", "2.00"),
                               launch("2020-01-01", "4.00"), launch("2019-01-01", "8.00"),
                               launch("2021-01-01", "16.00")])
    yield dict(base, launches=[launch("2020-01-02", "1.00", model="X"), launch("2020-01-01", "2.00", model="Y"),
                               launch("2020-01-01", "4.00", model="X"), launch("2020-01-03", "8.00", model="Y"),
                               launch("2020-01-04", "16.00", model="X")])
    yield dict(base, launches=[launch("2020-01-01", "5.00", orbit=False)])


def document(e):
    out = ["---", f"id: {e['id']}"]
    for name in FACTS:
        value = e[name]
        out.append(f"{name}: {str(value).lower() if isinstance(value, bool) else value}")
    out.append("launches:" + ("" if e["launches"] else " []"))
    for item in e["launches"]:
        out += [f"  - model: {item['model']}", f"    date: {item['date']}", f"    fee: {item['fee']}",
                f"    orbit: {str(item['orbit']).lower()}"]
    return "\n".join(out) + "\n"


def differences(e, got):
    """What differs between the oracle and one document of the answer."""
    if got.get("subject", {}).get("id") != e["id"]:
        return [f"subject is {got.get('subject')}"]
    found = []
    expected = oracle.award(e)
    sums = dict.fromkeys(CLAUSES, 0)
    for line in got["lines"]:
        cents = Decimal(line["amount"]) * 100
        if cents != int(cents) or line["clause"] not in sums or line["currency"] != "CNY":
            found.append(f"line {line}")
            continue
        sums[line["clause"]] += int(cents)
        if line["clause"] == "launch_award":
            place = int(line["id"].rsplit("/", 1)[1])
            half = oracle.r2(Fraction(e["launches"][place - 1]["fee"]) / 2)
            if half != cents:
                found.append(f"{line['id']}: {line['amount']}, expected {money(half)}")
    for clause, want in zip(CLAUSES, expected):
        if sums[clause] != want:
            found.append(f"{clause}: {money(sums[clause])}, expected {money(want)}")
    total = got["total"]
    if total is None or total["amount"] != money(sum(expected)):
        found.append(f"total: {total}, expected {money(sum(expected))}")
    outcome = "eligible" if any(c["outcome"] == "eligible" for c in got["clauses"]) else "ineligible"
    if got["outcome"] != outcome or (outcome == "ineligible") == e["in_zone"]:
        found.append(f"outcome: {got['outcome']}")  # in the zone the insurance clause always applies
    return found


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    bursar = sys.argv[1]
    count = sys.argv[2] if len(sys.argv) > 2 else "1000"
    seed = sys.argv[3] if len(sys.argv) > 3 else "20211201"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, os.path.join(HERE, "gen.py"), count, seed, folder], check=True)
        with open(os.path.join(folder, "rocket4.ndjson"), encoding="utf-8") as file:
            enterprises = [json.loads(line) for line in file]
        enterprises += [dict(e, id=f"edge-{i}") for i, e in enumerate(edges(), 1)]
        profile = os.path.join(folder, "rocket4.yaml")
        with open(profile, "w", encoding="utf-8") as file:
            file.writelines(document(e) for e in enterprises)
        run = subprocess.run([bursar, "award", POLICY, profile, "--format", "json"], capture_output=True, check=False)
    sys.stderr.write(run.stderr.decode("utf-8", "replace"))
    try:
        answers = json.loads(run.stdout)
    except ValueError as error:
        print(f"rocket4: no JSON on stdout (exit {run.returncode}): {error}")
        return 1
    if len(answers) != len(enterprises):
        print(f"rocket4: {len(answers)} answers to {len(enterprises)} profiles")
        return 1
    exact = 0
    for e, got in zip(enterprises, answers):
        found = differences(e, got)
        exact += not found
        for text in found:
            print(f"{e['id']}: {text}")
    if run.returncode != 1:  # several profiles, some outside the zone: 1 before 0
        print(f"rocket4: exit code {run.returncode}, expected 1")
        exact = min(exact, len(enterprises) - 1)
    print(f"rocket4: {exact} of {len(enterprises)} exact")
    return 0 if exact == len(enterprises) else 1


if __name__ == "__main__":
    sys.exit(main())
