#!/usr/bin/env python3
"""run.py BURSAR: the examples against their expected outputs.

examples/etown belongs to rules/cn-beijing-etown, every other folder to the rules of its name.

Each profile as JSON, English text and Chinese text; the exit code that goes with the outcome; the Chinese program,
which must give the same bytes. The first run that README.md shows is one of them. With BURSAR_UPDATE=1 the expected
outputs, and the block in README.md, are rewritten.
"""
import glob
import json
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
POLICIES = {"etown": "rules/cn-beijing-etown"}
EXIT = {"eligible": 0, "ineligible": 1, "fault": 2, "conflict": 2, "undetermined": 3}
FORMS = {".json": ["--format", "json"], ".txt": ["--lang", "en"], ".zh.txt": ["--lang", "zh"]}

# What the law says, worked out by hand: independent of the expected outputs.
TOTALS = {
    "etown/all-four": "107784655.71",  # 3,000,000 + 37,037,036.70 + 5,000,000 + 14,200,000 + 13,000,000 + 35,547,619.01
    "etown/near-miss": "1500000.00",  # the insurance alone: no milestone at the number itself
    "etown/four-launches": "47250000.03",  # 16,250,000 + 15,600,000 + 15,400,000.03
    "etown/earlier-years": "8000000.00",  # case 26.6
    "etown/case-26-5": "14500000.00",
    "etown/unknown-facts": None,
    "etown/outside-zone": "0.00",
    "etown/decided": None,
    "nz-rates-rebate/two-dependants": "480.11",    # 2/3 of 2,185.67 is 1,457.113…; less 977 of 977.50
    "fr-mobility-aid/interview": "75.90",          # 0.23 × 140 + 31.20 + 2 × 6.25
    "fr-mobility-aid/near-the-ceiling": "100.00",  # 28 + 120 + 48 = 196; 5,000 - 4,900
    "cn-qujing-parking/afternoon": "4.50",         # 3 × 1.50
    "cn-dali-parking/holiday": "50.00",            # 30 + 8, then 2 × 2 + 8
    "cn-qinzhou-parking/new-energy": "7.75",       # half of 2.50 + 3 + 5 + 5
    "cn-guangxi-137/city-level": "0.00",           # dates and counts, no money
    "cn-guangxi-137/register": "0.00",
    "cn-xiangcheng-relief/march": "37000.00",      # 12,000 + 5,000 + 20,000; what is deferred is outside
    "cn-beijing-commercial-space/three-launches": "8666666.67",  # 3,666,666.67 + 5,000,000
}


def bursar(binary, policy, profile, args):
    environment = dict(os.environ, LC_ALL="C.UTF-8", NO_COLOR="1")
    run = subprocess.run([binary, "award", policy, profile, *args], cwd=ROOT, env=environment,
                         capture_output=True, check=False)
    return run.returncode, run.stdout, run.stderr.decode("utf-8", "replace")


def check(binary, profile, update):
    folder = os.path.basename(os.path.dirname(profile))
    name = folder + "/" + os.path.basename(profile)[:-len(".yaml")]
    policy = POLICIES.get(folder, "rules/" + folder)
    failures = []
    for suffix, args in FORMS.items():
        expected = os.path.join(ROOT, "examples", folder, "expected", os.path.basename(name) + suffix)
        code, out, messages = bursar(binary, policy, profile, args)
        if update and out:
            os.makedirs(os.path.dirname(expected), exist_ok=True)
            with open(expected, "wb") as file:
                file.write(out)
        if not os.path.exists(expected):
            failures.append(f"{name}{suffix}: no expected output; exit {code}, {messages.strip()[:400]}")
        elif open(expected, "rb").read() != out:
            failures.append(f"{name}{suffix}: differs from what is expected (exit {code}) {messages.strip()[:400]}")
        if suffix != ".json":
            continue
        try:
            answer = json.loads(out)
        except ValueError:
            return failures + [f"{name}: no JSON"]
        if code != EXIT[answer["outcome"]]:
            failures.append(f"{name}: {answer['outcome']} with exit code {code}")
        total = answer["total"] and answer["total"]["amount"]
        if name not in TOTALS:
            failures.append(f"{name}: no total worked out by hand")
        elif total != TOTALS[name]:
            failures.append(f"{name}: total {total}, by hand {TOTALS[name]}")
        chinese = bursar(binary, policy + "/zh", profile, args)
        if chinese[:2] != (code, out):
            failures.append(f"{name}: the Chinese program gives other bytes {chinese[2].strip()[:200]}")
    return failures


def check_readme(update):
    """The block behind the marker in README.md is the English text of all-four."""
    path = os.path.join(ROOT, "README.md")
    text = open(path, encoding="utf-8").read()
    expected = os.path.join(ROOT, "examples", "etown", "expected", "all-four.txt")
    if not os.path.exists(expected):
        return ["README.md: the first run has no expected output"]
    shown = re.sub(r"(<!-- first run -->\n```\n).*?(```\n)",
                   lambda m: m[1] + open(expected, encoding="utf-8").read() + m[2], text, count=1, flags=re.S)
    if update and shown != text:
        with open(path, "w", encoding="utf-8") as file:
            file.write(shown)
        text = shown
    return [] if shown == text else ["README.md: the first run has changed"]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    update = os.environ.get("BURSAR_UPDATE") == "1"
    profiles = sorted(glob.glob(os.path.join(ROOT, "examples", "*", "*.yaml")))
    failures = 0
    for profile in profiles:
        found = check(os.path.abspath(sys.argv[1]), os.path.relpath(profile, ROOT), update)
        failures += bool(found)
        for text in found:
            print(text)
    for text in check_readme(update):
        failures += 1
        print(text)
    print(f"examples: {len(profiles) + 1 - failures} of {len(profiles) + 1}")
    return 1 if failures or not profiles else 0


if __name__ == "__main__":
    sys.exit(main())
