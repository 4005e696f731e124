#!/usr/bin/env python3
"""run.py BURSAR: the examples of the documentation do what their pages say.

docs/language/*.md: a block that opens with ```policy is a whole program: it compiles and its tests pass. ```policy
wrong is one that `bursar lint` must refuse; the code it must name stands behind it: ```policy wrong E0301. ```policy
part is not run. ```policy in FOLDER is the program of that folder, which later blocks of the page may `use`.

docs/slips.md: a ```policy wrong CODE (planted like a page of an issue) gives that code from `bursar lint`; with `test` for a CODE
its own test fails; the ```text behind it stands in what is said; a ```policy right gives nothing and its tests pass.

docs/issues/CODE.md: every code of engine/diag/kinds.def has a page with its text in English and Chinese, a `wrong`
block that produces the code and a `right` block that produces neither it nor an error. Blocks are policy (a part is planted in
PLANT), yaml or json (profiles for PLANT), csv (records for PLANT, or payouts under it) or sh (options of `bursar check`). What a page cannot show is in MADE (built
here), or comes from a ledger (`said_of_ledger`).
"""
import glob
import os
import re
import shlex
import sqlite3
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BLOCK = re.compile(r"^```policy([^\n]*)\n(.*?)^```$", re.M | re.S)
EXAMPLE = re.compile(r"^```(policy|yaml|json|csv|sh) (wrong|right)\n(.*?)^```$", re.M | re.S)

PLANT = """source measures "Measures"
policy example "Example" under measures
    pays CNY
    rounds each line half up to 0.01 yuan
record item
    field kind  : text  "Kind"
    field price : money "Price"
fact cost : money "Cost"
fact grants : money "Grants"
fact staff : count "Staff"
fact share : percent "Share"
fact weight : number "Weight"
fact in_zone/注册在区内 : yes/no "In the zone?"
fact founded : date "Day of foundation"
fact claim_year : year "Year"
fact first_month : month "First month"
fact opens : time "Opens at"
fact arrived : moment "Arrival"
fact stay : period "Stay"
fact area : number of m² "Area"
fact unit_rent : money/m² "Rent of a square metre"
fact sales : money by month "Sales"
fact size : one of small, large "Size"
fact items : list of item "Items"
"""
CLAUSE = 'clause other "Other" cites measures art. 9 award cost\n'
PROFILE = "cost: 100\nitems: [{ kind: a, price: 1 }]\n"

# Files that a page cannot show: bytes no reader would see, or too many of them.
MADE = {
    "E0001": ("policy", (PLANT + "# ").encode() + b"\xb2\xb9\n"),
    "E0002": ("policy", (PLANT + CLAUSE).encode("utf-16")),
    "E0003": ("policy", (PLANT + "# \x1b\n").encode()),
    "E0004": ("policy", (PLANT + "# \u202e\n").encode()),
    "E0005": ("policy", (PLANT + "# \u200b\n").encode()),
    "E0006": ("policy", (PLANT + CLAUSE).encode() + b"# " + b"x" * (16 << 20) + b"\n"),
    "E0007": ("missing", b""),
    "E0008": ("folder", b""),
    "E0009": ("yaml", "".join(f"a{i}: 1\na{i}: 2\n" for i in range(200)).encode()),
    "E0010": ("policy", ('use "."\n' + PLANT + CLAUSE).encode()),
    "E0011": ("deep", ('use "' + "../" * 40 + '"\n' + PLANT + CLAUSE).encode()),
    "E0105": ("policy", (PLANT + "define x = " + "9" * 401 + "\n" + CLAUSE).encode()),
    "E0209": ("policy", (PLANT + "define x = " + "(" * 300 + "cost" + ")" * 300 + "\n" + CLAUSE).encode()),
    "E0210": ("policy", (PLANT + "define x = cost" + " + cost" * 2001 + "\n" + CLAUSE).encode()),
    "D0004": ("json", b'{"items": ' + b"[" * 70 + b"]" * 70 + b"}"),
    "D0005": ("yaml", b"a" * 300 + b": 1\n"),
    "D0121": ("yaml", b"cost: " + b"9" * 201 + b"\n"),
    "D0206": ("tables", ({"q.csv": b"id,cost\n1,2\n", "m.csv": b"column\ncost\n"}, ["--mapping", "m.csv"])),
    "D0209": ("tables", ({"q.csv": "id,cost,size\n1,2,".encode() + "大型".encode("gbk") + b"\n"}, ["--encoding", "utf-8"])),
    "D0210": ("tables", ({"q.csv": b"id,cost\n1\xff,2\n"}, ["--encoding", "gb18030"])),
    "D0211": ("tables", ({"q.csv": b"id,cost\n1,2\n", "i.csv": b"id,kind\n3,a\n"}, ["--list", "items=i.csv"])),
    "D0212": ("tables", ({"q.csv": b"id,cost\n1,2\n", "m.csv": b"column,fact\ncost,\n"}, ["--mapping", "m.csv"])),
}


def bursar(binary, *args):
    run = subprocess.run([binary, *args, "--error-format", "json"], capture_output=True, text=True, check=False)
    return run.returncode, run.stdout + run.stderr


def check(binary, words, text, path):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    code, said = bursar(binary, "lint", path)
    if words and words[0] == "wrong":
        if code != 1:
            return f"lint ends in {code}, expected 1\n{said}"
        return None if len(words) < 2 or words[1] in said else f"{words[1]} is not named\n{said}"
    if code != 0:
        return f"lint ends in {code}\n{said}"
    if re.search(r"^(test|算例) ", text, re.M):
        test = subprocess.run([binary, "test", path], capture_output=True, text=True, check=False)
        if test.returncode != 0:
            return f"test ends in {test.returncode}\n{test.stdout}{test.stderr}"
    return None


def slip_faults(binary, page, folder):
    """What is wrong with the blocks of the page of slips, and how many blocks it has."""
    faults, said, count = [], "", 0
    path = os.path.join(folder, "slip.policy")
    for block in re.finditer(r"^```(policy wrong (\w+)|policy right|text)\n(.*?)^```$", page, re.M | re.S):
        count += 1
        line = page[:block.start()].count("\n") + 1
        if block[1] == "text":
            faults += [f"{line}: not said: {want.strip()}\n{said}" for want in block[3].splitlines() if want.strip() not in said]
            continue
        with open(path, "w", encoding="utf-8") as file:
            file.write(planted(block[3]))
        runs = [subprocess.run([binary, command, path], capture_output=True, text=True, check=False)
                for command in (["lint", "test"] if re.search(r"^(test|算例) ", block[3], re.M) else ["lint"])]
        said = "".join(run.stdout + run.stderr for run in runs)
        if block[1] == "policy right":
            if any(run.returncode for run in runs) or "[W" in said:
                faults.append(f"{line}: the right text is refused\n{said}")
        elif block[2] == "test":
            if runs[0].returncode or len(runs) < 2 or not runs[1].returncode:
                faults.append(f"{line}: the test does not fail\n{said}")
        elif f"[{block[2]}]" not in said:
            faults.append(f"{line}: {block[2]} is not named\n{said}")
    return faults, count


def planted(text):
    """The part of a policy as a whole program."""
    if text.lstrip().startswith("#") or re.search(r"^(source|policy) ", text, re.M):
        return text
    return PLANT + text + ("" if re.search(r"^(clause|条款) ", text, re.M) else CLAUSE)


def said_of(binary, kind, text, folder, code):
    """What bursar says of a block: exit code and text."""
    def put(name, content):
        path = os.path.join(folder, name)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path

    if kind == "policy":
        return bursar(binary, "lint", put("p.policy", text))
    if kind == "deep":
        os.makedirs(os.path.join(folder, "rules", "one"), exist_ok=True)
        return bursar(binary, "lint", put(os.path.join("rules", "one", "p.policy"), text))
    if kind == "missing":
        return bursar(binary, "lint", os.path.join(folder, "missing.policy"))
    if kind == "folder":
        os.makedirs(os.path.join(folder, "empty"), exist_ok=True)
        return bursar(binary, "lint", os.path.join(folder, "empty"))
    program = PLANT + CLAUSE
    if code == "R0001":
        program = program.replace("    rounds", "    in force from 2024-01-01\n    rounds", 1)
    policy = put("q.policy", program)
    if kind == "sh":
        return bursar(binary, "check", policy, put("q.yaml", PROFILE), *shlex.split(text))
    if kind == "csv":
        command = "audit" if text.startswith("payout,") else "award"
        return bursar(binary, command, policy, put("q.csv", text), "--format", "csv")
    if kind == "tables":
        paths = {name: put(name, content) for name, content in text[0].items()}
        options = [re.sub(r"[a-z]\.csv$", lambda name: paths[name[0]], option) for option in text[1]]
        return bursar(binary, "award", policy, paths["q.csv"], "--format", "csv", *options)
    return bursar(binary, "check", policy, put("q." + kind, text))


def said_of_ledger(binary, code, folder):
    """What bursar says of a ledger that gives an issue of the kind."""
    ledger = os.path.join(folder, code + ".db")
    keys = [os.path.join(folder, f"{code}{n}.key") for n in "12"]
    if code == "L0001":
        return bursar(binary, "verify", ledger)[1]
    if code == "L0002":
        with open(ledger, "w", encoding="utf-8") as file:
            file.write("payout,id,clause,paid\n")
        return bursar(binary, "verify", ledger)[1]
    maker = os.path.join(os.path.dirname(binary), "..", "tests", "make_ledger")
    subprocess.run([maker, ledger, "3", "1"], check=True, capture_output=True)
    if code == "L0006":
        return bursar(binary, "verify", ledger, "--run", "2026-R9")[1]
    for key in keys:
        bursar(binary, "sign", "--new-key", key)
    sign = ("sign", ledger, "--run", "2026-R1", "--as", "zhang.wei", "--key")
    if code == "L0007":
        bursar(binary, *sign, keys[0])
        return bursar(binary, *sign, keys[1])[1]
    edit = {"L0003": "PRAGMA user_version = 2",
            "L0005": "DROP TRIGGER entry_no_update; UPDATE entry SET kind = 'signature' WHERE seq = 2"}
    db = sqlite3.connect(ledger)
    db.executescript(edit[code])
    db.close()
    return bursar(binary, *sign, keys[0])[1]


def page_fault(binary, code, folder):
    path = os.path.join(ROOT, "docs", "issues", code + ".md")
    if not os.path.exists(path):
        return "there is no page"
    page = open(path, encoding="utf-8").read()
    english, _, chinese = page.partition("\n## 中文\n")
    if not english.startswith(f"# {code} ") or not chinese.strip():
        return f"the page begins with `# {code} TITLE` and ends with `## 中文` and its text"
    if code == "L0004":  # takes a minute: tests/ledger has it, under BURSAR_LONG
        return None
    if code.startswith("L"):
        said = said_of_ledger(binary, code, folder)
        return None if f'"{code}"' in said else f"the ledger made for it does not produce it\n{said[:2000]}"
    if code in MADE:
        kind, content = MADE[code]
        _, said = said_of(binary, kind, content, folder, code)
        return None if f'"{code}"' in said else f"the file made for it does not produce it\n{said[:2000]}"
    blocks = {which: (kind, text) for kind, which, text in EXAMPLE.findall(english)}
    if set(blocks) != {"wrong", "right"}:
        return "a wrong and a right block are needed"
    for which, (kind, text) in blocks.items():
        status, said = said_of(binary, kind, planted(text) if kind == "policy" else text, folder, code)
        warning = code.startswith("W")
        if which == "wrong" and ((status == 0) != warning or f'"{code}"' not in said):
            return f"the wrong block does not produce it (exit {status})\n{said}"
        if which == "right" and (f'"{code}"' in said or status == 2 or '"severity": "error"' in said or (kind == "policy" and status)):
            return f"the right block has an error (exit {status})\n{said}"
    return None


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    binary = os.path.abspath(sys.argv[1])
    count = failures = 0
    with tempfile.TemporaryDirectory() as folder:
        for page in sorted(glob.glob(os.path.join(ROOT, "docs", "language", "*.md"))):
            text = open(page, encoding="utf-8").read()
            for block in BLOCK.finditer(text):
                words = block[1].split()
                if words[:1] == ["part"]:
                    continue
                line = text[:block.start()].count("\n") + 1
                count += 1
                place = os.path.join(folder, f"p{count}")
                if words[:1] == ["in"]:
                    place = os.path.join(folder, os.path.basename(page), words[1])
                os.makedirs(place, exist_ok=True)
                wrong = check(binary, words, block[2], os.path.join(place, "p.policy"))
                if wrong:
                    failures += 1
                    print(f"{os.path.relpath(page, ROOT)}:{line}: {wrong}")
        print(f"docs: {count - failures} of {count}")

        slips, blocks = slip_faults(binary, open(os.path.join(ROOT, "docs", "slips.md"), encoding="utf-8").read(), folder)
        for wrong in slips:
            print(f"docs/slips.md:{wrong}")
        print(f"slips: {blocks - len(slips)} of {blocks}")

        kinds = open(os.path.join(ROOT, "engine", "diag", "kinds.def"), encoding="utf-8").read()
        codes = re.findall(r'^ISSUE\(\w+, "(\w+)"', kinds, re.M)
        bad = 0
        for code in codes:
            wrong = page_fault(binary, code, folder)
            if wrong:
                bad += 1
                print(f"docs/issues/{code}.md: {wrong}")
        for path in glob.glob(os.path.join(ROOT, "docs", "issues", "*.md")):
            code = os.path.basename(path)[:-3]
            if code not in codes and code != "README":
                bad += 1
                print(f"docs/issues/{code}.md: there is no such code")
        print(f"pages: {len(codes) - bad} of {len(codes)}")
    return 1 if failures or slips or bad or not count or not blocks else 0


if __name__ == "__main__":
    sys.exit(main())
