#!/usr/bin/env python3
"""Draws and evaluates samples with bursar and with a second implementation that shares no code: run.py BURSAR."""
import csv, hashlib, io, json, math, pathlib, random, subprocess, sys, tempfile
from decimal import Decimal, getcontext
from fractions import Fraction as F

getcontext().prec = 60
RISK = {80: 20, 85: 15, 90: 10, 95: 5, 99: 1}
EXPANSION = {80: F(13, 10), 85: F(14, 10), 90: F(15, 10), 95: F(16, 10), 99: F(19, 10)}


def factor(errors, percent):
    """The smallest hundredth with sum(e^-m m^i / i!, i <= errors) <= risk."""
    risk = Decimal(RISK[percent]) / 100

    def tail(m):
        return (-m).exp() * sum(m ** i / math.factorial(i) for i in range(errors + 1))

    low, high = 0, 100 * (2 * errors + 10)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if tail(Decimal(middle) / 100) <= risk else (middle, high)
    return F(high, 100)


def cents(text):
    return int(Decimal(text) * 100)


def money(units):
    whole = math.floor(units + F(1, 2)) if units >= 0 else -math.floor(-units + F(1, 2))
    return f"{Decimal(whole) / 100:.2f}"


def expected_sample(data, rows, tolerable, expected, percent, phrase):
    book = sum(a for _, a in rows if a > 0)
    size = math.ceil(F(book) * factor(0, percent) / (tolerable - expected * EXPANSION[percent]))
    interval = book // size
    digest = hashlib.sha256(phrase.encode() + hashlib.sha256(data).digest()).digest()
    start = 1 + int.from_bytes(digest, "big") % interval
    selected, before = [], 0
    for name, amount in rows:
        if amount <= 0:
            continue
        first = start + max(0, -((start - before - 1) // interval)) * interval
        if first <= before:
            first += interval
        if first <= before + amount:
            selected.append((name, first, amount >= interval))
        before += amount
    return size, interval, start, selected


def expected_bound(items, interval, percent, sign):
    known, taints = F(0), []
    for book, audited in items:
        wrong = (book - audited) * sign
        if wrong <= 0:
            continue
        if book >= interval:
            known += wrong
        else:
            taints.append(F(wrong, book))
    taints.sort(reverse=True)
    factors = [factor(k, percent) for k in range(len(taints) + 1)]
    allowance = sum((factors[k + 1] - factors[k] - 1) * t * interval for k, t in enumerate(taints))
    return known, taints, sum(taints) * interval, factors[0] * interval, allowance


def of_a_run(bursar):
    """With a run of a ledger its root is the batch's digest, and only its own payouts are its batch."""
    with tempfile.TemporaryDirectory() as scratch:
        rules = pathlib.Path(__file__).resolve().parents[2] / "rules" / "cn-dali-parking"

        def run(*args):
            return subprocess.run([bursar, *args], cwd=scratch, capture_output=True, text=True, timeout=60)

        made = run("practice", str(rules), "--count", "40", "--errors", "4", "--seed", "3", "-o", "p")
        folder = pathlib.Path(scratch, "p")
        payouts, profiles = folder / "payouts.csv", folder / "profiles.csv"
        if made.returncode or not payouts.exists():
            return [f"practice: exit {made.returncode}: {made.stderr.strip()}"]
        audit = run("audit", str(rules), str(payouts), "--profiles", str(profiles), "--ledger", "runs.db", "--format", "json")
        draw = ["--tolerable", "20%", "--phrase", "lot", "--format", "json", "--ledger", "runs.db"]
        runs = json.loads(audit.stdout)["run"] if audit.stdout.startswith("{") else None
        if audit.returncode not in (0, 1, 3) or not runs:
            return [f"audit: exit {audit.returncode}: {audit.stderr.strip()}"]
        done = run("sample", str(payouts), "--run", runs, *draw)
        if done.returncode:
            return [f"sample of a run: exit {done.returncode}: {done.stderr.strip()}"]
        got = json.loads(done.stdout)
        root = bytes.fromhex(got["batch"]["root"].removeprefix("sha256:"))
        start = 1 + int.from_bytes(hashlib.sha256(b"lot" + root).digest(), "big") % cents(got["interval"])
        failures = [] if money(start) == got["start"] else [f"sample of a run: start {got['start']}, not {money(start)}"]
        payouts.write_bytes(payouts.read_bytes() + b"\r\n")
        if run("sample", str(payouts), "--run", runs, *draw).returncode != 2:
            failures.append("sample of a run: another table of payouts is accepted")
        return failures


def main():
    bursar, failures = sys.argv[1], []
    rng = random.Random(74)

    def run(folder, *args):
        done = subprocess.run([bursar, *args], cwd=folder, capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout, done.stderr

    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for round_ in range(25):
            percent = rng.choice(list(RISK))
            rows = [(f"V{i:05}", rng.choice([0, -5000, 100, 99_999_999] + [int(10 ** rng.uniform(2, 8))] * 12))
                    for i in range(rng.randrange(20, 300))]
            text = "payout,id,clause,paid\r\n" + "".join(
                f"{n},E{i},grant,{Decimal(a) / 100:.2f}\r\n" for i, (n, a) in enumerate(rows))
            data = text.encode()
            (folder / "payouts.csv").write_bytes(data)
            book = sum(a for _, a in rows if a > 0)
            share = rng.choice(["2", "5", "1.25", "10"])
            tolerable = math.floor(book * F(share) / 100)
            expected = rng.choice([0, tolerable // 7])
            phrase = f"lot 第{round_}次"
            code, out, err = run(folder, "sample", "payouts.csv", "--tolerable", share + "%", "--confidence", f"{percent}%",
                                 "--expected", f"{Decimal(expected) / 100:.2f}", "--phrase", phrase, "--format", "json",
                                 "-o", "sample.csv")
            if code != 0:
                failures.append(f"round {round_}: exit {code}: {err.strip()}")
                continue
            got = json.loads(out)
            size, interval, start, selected = expected_sample(data, rows, tolerable, expected, percent, phrase)
            want = (str(size), money(interval), money(start), [(n, money(u), l) for n, u, l in selected])
            have = (got["size"], got["interval"], got["start"],
                    [(s["payout"], s["unit"], s["large"]) for s in got["selected"]])
            if want != have:
                failures.append(f"round {round_}: sample {have} instead of {want}")
                continue
            table = list(csv.DictReader(io.StringIO((folder / "sample.csv").read_bytes().decode())))
            items = []
            for row in table:
                paid = cents(row["paid"])
                audited = paid if rng.random() < 0.7 else rng.randrange(0, paid + paid // 3 + 1)
                row["audited"] = f"{Decimal(audited) / 100:.2f}"
                items.append((paid, audited))
            with open(folder / "audited.csv", "w", newline="") as file:
                writer = csv.DictWriter(file, table[0].keys())
                writer.writeheader()
                writer.writerows(table)
            code, out, err = run(folder, "sample", "--evaluate", "audited.csv", "--format", "json")
            if code not in (0, 1):
                failures.append(f"round {round_}: evaluation ends with {code}: {err.strip()}")
                continue
            got = json.loads(out)
            for side, sign in (("over", 1), ("under", -1)):
                known, taints, projected, basic, allowance = expected_bound(items, interval, percent, sign)
                upper = known + projected + basic + allowance
                if upper > tolerable:
                    upper = math.ceil(upper)
                want = [money(known), [str(t) for t in taints], *map(money, (projected, basic, allowance, upper))]
                have = [got[side][key] for key in
                        ("known", "taints", "projected", "basic_precision", "allowance", "upper_limit")]
                if want != have:
                    failures.append(f"round {round_}: {side} is {have} instead of {want}")
                if side == "over" and got["acceptable"] != (upper <= tolerable) or code != (0 if got["acceptable"] else 1):
                    failures.append(f"round {round_}: acceptable is {got['acceptable']}, exit {code}")
            table[0]["audited"] = ""
            with open(folder / "audited.csv", "w", newline="") as file:
                writer = csv.DictWriter(file, table[0].keys())
                writer.writeheader()
                writer.writerows(table)
            if run(folder, "sample", "--evaluate", "audited.csv")[0] != 3:
                failures.append(f"round {round_}: a voucher that is not audited does not end with 3")
    failures += of_a_run(bursar)
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
