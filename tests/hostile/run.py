#!/usr/bin/env python3
"""run.py BURSAR [ID…]: hostile policy texts (D…), uses of other programs (U…) and YAML profiles (Y…) through the
command line.

Each is planted in a policy or profile that is otherwise right, so that nothing else can be refused. A refusal is exit
code 2 with a message on stderr that names file and line, at most 20 issues, under 1 MB, within 10 s and 3 GB, never a
signal and never a raw escape. Where the text may also be read, what it is read as is compared.
"""
import json
import os
import re
import resource
import subprocess
import sys
import tempfile

SECONDS = 10
MEMORY = 3 << 30

POLICY = """\
source measures "Measures"

policy hostile "Hostile texts" under measures
    pays CNY
    rounds each line half up to 0.01 yuan

record item
    field label : text  "Label"
    field cost  : money "Cost"

fact in_zone : yes/no       "Registered in the zone?"
fact output  : money        "Output"
fact fee     : money        "Fee"
fact units   : count        "Units"
fact ratio   : percent      "Ratio"
fact day     : date         "Day"
fact country : text         "Country"
fact items   : list of item "Items"

define extra "Extra" = 0 yuan

clause support "Support" cites measures art. 1
    when in_zone
    award 10% of output
    plus fee
    plus units * 1 yuan
    plus extra
"""
PROFILE = {
    "id": "E1", "name": "试验企业", "in_zone": "yes", "output": "1000.00", "fee": "0.10", "units": "3",
    "ratio": "5%", "day": "2021-02-28", "country": "FR", "items": "[{label: a, cost: 1}]",
}
RIGHT = "103.10"  # what the two give when nothing is planted

REFUSED, EITHER, OK, OPEN = "refused", "refused or read", "read", "undetermined"
CASES = []


def case(name, expected, policy=None, profile=None, **more):
    CASES.append((name, expected, policy, profile, more))


# --- policies -----------------------------------------------------------------------------------------


def extra(formula):
    """The definition of `extra` replaced by this formula."""
    return POLICY.replace("= 0 yuan", "= " + formula)


def appended(text):
    return POLICY + "\n" + text


def titled(title):
    return POLICY.replace('"Output"', title)


def condition(text):
    return POLICY.replace("when in_zone", "when " + text)


def line_of(text, needle):
    return text[:text.index(needle)].count("\n") + 1


def policies():
    define_line = line_of(POLICY, "define extra")
    n = 100_000
    case("D00 nothing planted", OK, POLICY)
    case("D01 100,000 nested parentheses", REFUSED, extra("(" * n + "1 yuan" + ")" * n), line=define_line)
    case("D01 the same around a condition", REFUSED, condition("(" * n + "in_zone" + ")" * n))
    case("D02 100,000 parentheses never closed", REFUSED, extra("(" * n + "1 yuan"), line=define_line)
    case("D03 4,000 mismatched openers", REFUSED, extra("([" * 2000))
    case("D04 8 kB of broken statements", REFUSED, appended("define x = : , capped " * 360))
    case("D05 100,000 unary minuses", REFUSED, extra("-" * n + "1 yuan"))
    case("D06 100,000 nots", REFUSED, condition("not " * n + "in_zone"))
    case("D07 a sum of a million terms", EITHER, extra("1 yuan" + " + 1 yuan" * 999_999), total="1000103.10")
    case("D07 a sum of 20,000 terms", EITHER, extra("1 yuan" + " + 1 yuan" * 19_999), total="20103.10")
    case("D08 an else-if chain of 100,000", EITHER,
         extra("if output is 1 yuan then 2 yuan else " * n + "0 yuan"))
    case("D09 10 MB on one line", EITHER,
         POLICY.replace("\n", " ") + "".join(f"define x{i} = {i} + {i} " for i in range(400_000)))
    case("D09 a string of 10 MB", EITHER, titled('"' + "x" * 10_000_000 + '"'))
    case("D09 a name of 10 MB", REFUSED, extra("y" * 10_000_000))
    case("D10 a string that the file's end cuts", REFUSED, appended('test "abc'), line=POLICY.count("\n") + 2)
    case("D11 a string that the line's end cuts", REFUSED, titled('"Output'), line=line_of(POLICY, '"Output"'))
    case("D12 a block comment never closed", REFUSED, appended("/* never closed\ndefine b = 2"))
    case("D13 a character no word starts with", REFUSED, extra("50☂ yuan"))
    case("D14 a full-width zero in a figure", EITHER, extra("30０ yuan"), total="403.10")
    case("D15 NUL behind a figure", REFUSED, extra("1\0 yuan"), line=define_line)
    case("D16 NUL in a string", REFUSED, titled('"x\0y"'))
    case("D17 invalid UTF-8", REFUSED, titled('"@"').encode().replace(b"@", b"\xff"), line=line_of(POLICY, '"Output"'))
    case("D18 an encoded surrogate", REFUSED, titled('"@"').encode().replace(b"@", b"\xed\xa0\x80"))
    case("D19 cut inside a character", REFUSED, appended("# ").encode() + b"\xe5\x8c")
    case("D20 a byte order mark", OK, "\ufeff" + POLICY)
    case("D20 two byte order marks", REFUSED, "\ufeff\ufeff" + POLICY)
    case("D21 UTF-16", REFUSED, POLICY.encode("utf-16"), say="UTF-16")
    case("D22 bidi controls in a comment", REFUSED, appended("# \u202e } \u2066 if admin \u2069 \u2066"), say="202E")
    case("D23 bidi controls in a string", REFUSED, titled('"\u202e03\u202c"'), say="202E")
    case("D24 a Cyrillic letter in a name", REFUSED, appended("define r\u0430te = 1"))
    case("D25 one name, composed and decomposed", REFUSED, appended("define caf\u00e9 = 1\ndefine cafe\u0301 = 2"))
    case("D26 a zero-width space in a name", REFUSED, appended("define a\u200bb = 1"), say="200B")
    case("D27 full-width punctuation", OK, extra("（１００ 元 ＋ 0 yuan）").replace(" : ", " ： "), total="203.10")
    case("D28 terminal escapes", REFUSED, extra("\x1b[2J\x1b[31mhi"))
    case("D28 terminal escapes in a string", REFUSED, titled('"\x1b[2J"'))
    case("D29 definitions in a circle", REFUSED, appended("define a = b\ndefine b = a"))
    case("D30 a definition by itself", REFUSED, appended("define a = a + 1"))
    case("D29 a circle of 1,000", REFUSED,
         appended("".join(f"define a{i} = a{(i + 1) % 1000}\n" for i in range(1000))))
    case("D29 a chain of 20,000 definitions", EITHER, POLICY.replace("plus extra", "plus a0") + "\n" + "".join(
        f"define a{i} = a{i + 1}\n" for i in range(20_000)) + "define a20000 = 1 yuan\n", total="104.10")
    case("D36 a figure of 100,000 digits", REFUSED, extra("1" + "0" * n + " yuan"))
    case("D36 100,000 decimals", REFUSED, extra("0." + "1" * n + " yuan"))
    for text in ("1e100000", "1e999999999999999999999", "1e-999999999"):
        case(f"D37 the exponent {text}", REFUSED, extra(text + " yuan"), line=define_line)
    case("D38 a power without end", REFUSED, extra("10 ^ 999999999 * 1 yuan"), record=True)
    case("D40 squaring again and again", REFUSED, POLICY.replace("plus extra", "plus q30 * 1 yuan") + "\n"
         + "define q0 = 1234567891/7\n" + "".join(f"define q{i + 1} = q{i} * q{i}\n" for i in range(30)), record=True)
    case("D40 the same without a rounding", EITHER, extra("q60 * 0 yuan").replace(
        "    rounds each line half up to 0.01 yuan\n", "") + "\ndefine q0 = 1\n"
         + "".join(f"define q{i + 1} = q{i} * q{i}\n" for i in range(60)), total="103.10")
    case("D41 adding texts", REFUSED, appended('define s = "a" + "a"'))
    case("D42 thirds of a yuan, not rounded", REFUSED,
         extra("1 yuan / 3").replace("    rounds each line half up to 0.01 yuan\n", ""))
    case("D42 thirds of a yuan, rounded", OK, extra("1 yuan / 3"), total="103.43")
    case("D43 division by an exact zero", REFUSED, extra("1 yuan / (0.1 + 0.2 - 0.3)"), record=True)
    case("D44 an empty file", REFUSED, "", no_line=True)
    case("D44 only a comment", REFUSED, "# nothing\n", no_line=True)
    case("D45 text behind the last statement", REFUSED, appended(") ) drop"))
    case("D46 two figures side by side", REFUSED, appended("define a = 1 2"))
    case("D47 one name twice", REFUSED, appended("define a = 1\ndefine a = 2"), line=POLICY.count("\n") + 3)
    case("D48 100,000 errors", REFUSED, appended("define = = 1 )\n" * n))
    case("D48 100,000 unknown names", REFUSED, appended("".join(f"define z{i} = no_such_{i}\n" for i in range(20_000))))
    case("D49 a place behind CRLF and Chinese", REFUSED,
         appended("define 甲乙 = $").replace("\n", "\r\n"), say=f"p.policy:{POLICY.count(chr(10)) + 2}:13")
    case("commas in a figure", REFUSED, extra("1,000,000 yuan"), line=define_line)
    case("money times money", REFUSED, extra("fee * output"), line=define_line)
    case("yuan plus days", REFUSED, extra("fee + 7 days"), line=define_line)


# --- profiles -----------------------------------------------------------------------------------------


def fields(**replaced):
    return "".join(f"{k}: {v}\n" for k, v in dict(PROFILE, **replaced).items() if v is not None)


def with_line(text, key=None):
    """A profile with these lines in place of one key (or behind all)."""
    return fields(**{key: None} if key else {}) + text


def profiles():
    n = 100_000
    bomb = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 10))
    case("Y00 nothing planted", OK, None, fields())
    case("Y01 an alias bomb", REFUSED, None, with_line(bomb + "items: *a9\n", "items"))
    case("Y02 an anchor inside itself", REFUSED, None, with_line("items: &a [*a]\n", "items"), line=10)
    case("Y03 one comma", REFUSED, None, ",")
    case("Y04 JSON lines with a comma", REFUSED, None, '{"id": 1},\n{"id": 2}')
    case("Y05 deep flow lists", REFUSED, None, with_line("items: " + "[" * n + "]" * n + "\n", "items"))
    case("Y05 deep flow lists never closed", REFUSED, None, with_line("items: " + "[" * n + "\n", "items"))
    case("Y06 deep flow maps", REFUSED, None, with_line("items: " + "{a: " * n + "1" + "}" * n + "\n", "items"))
    case("Y07 deep block maps", REFUSED, None,
         with_line("items:\n" + "".join(" " * i + "a:\n" for i in range(1, 2000)), "items"))
    case("Y08 deep block lists on one line", REFUSED, None, with_line("items:\n  " + "- " * n + "a\n", "items"))
    case("Y09 a key twice", REFUSED, None, with_line("fee: 0.9\n"), line=11)
    case("Y10 a key twice in a flow map", REFUSED, None, fields(items="[{label: a, cost: 1, cost: 2}]"), line=10)
    case("Y11 the Norway problem", EITHER, None, fields(country="no"), total=RIGHT)
    for text in ("y", "n", "on", "off", "True", "YES", "1", "~yes", '"yes please"'):
        case(f"Y12 {text} as yes or no", REFUSED, None, fields(in_zone=text), line=3)
    for text in ("true", "是"):
        case(f"Y12 {text} as yes", OK, None, fields(in_zone=text))
    case("Y13 a leading zero", EITHER, None, fields(units="010"), total="110.10")
    case("Y14 hexadecimal", REFUSED, None, fields(units="0x1F"), line=6)
    case("Y15 octal", REFUSED, None, fields(units="0o17"), line=6)
    case("Y16 sexagesimal", REFUSED, None, fields(ratio="1:30"), line=7)
    for text in ("1e400", "1e3", ".inf", ".nan", "1_000.00x", "12abc", "0x10", "--1", "1.2.3", "1e-400", "½"):
        case(f"Y17 {text} as money", REFUSED, None, fields(fee=text), line=5)
    case("Y20 more digits than a double", OK, None, fields(fee="100000000000000000.01"), total="100000000000000103.01")
    case("Y21 a tenth", OK, None, fields(fee="0.1"))
    case("Y22 underscores", REFUSED, None, fields(fee="1_000.00"), line=5)
    case("Y23 thousands commas", EITHER, None, fields(fee="1,000.00"), total="1103.00")
    case("Y23 a thousands comma in a list", REFUSED, None, fields(items="[{label: a, cost: 1,234.50}]"), line=10)
    case("Y23 a comma in the wrong place", REFUSED, None, fields(fee="1,00.00"), line=5)
    for text in ("", "~", "null", "unknown"):
        case(f"Y24 the fee is {text or 'empty'}", OPEN, None, fields(fee=text), missing="fee")
    case("Y24 the fee is missing", OPEN, None, fields(fee=None), missing="fee")
    case("Y25 a tab as indentation", REFUSED, None, with_line("items:\n\t- label: a\n", "items"), line=11)
    case("Y26 a merge key", EITHER, None,
         with_line("items:\n  - &d {label: a, cost: 1}\n  - {<<: *d, cost: 9}\n", "items"))
    case("Y27 two documents", OK, None, fields() + "---\n" + fields(id="E2", fee="0.20"), totals=[RIGHT, "103.20"])
    case("Y28 a map behind a list", REFUSED, None, "- a\n" + fields())
    case("Y29 a line that belongs nowhere", REFUSED, None, with_line("items:\n  bar\ninvalid\n", "items"))
    case("Y30 a list as key", REFUSED, None, with_line("[1]: y\n"), line=11)
    case("Y30 a figure as key", REFUSED, None, with_line("1: y\n"), line=11)
    case("Y31 !!binary", REFUSED, None, fields(fee="!!binary MTAw"), line=5)
    case("Y32 !!float", REFUSED, None, fields(fee='!!float "1e3"'), line=5)
    case("Y33 a foreign tag", REFUSED, None, fields(country='!!python/object/apply:os.system ["id"]'), line=9)
    case("Y34 invalid UTF-8", REFUSED, None, fields(country='"@"').encode().replace(b"@", b"\xff"), line=9)
    case("Y35 NUL", REFUSED, None, fields(country='"a\0b"'), line=9)
    case("Y36 a bidi control", EITHER, None, fields(country="a\u202eb"))
    case("Y37 UTF-16", EITHER, None, fields().encode("utf-16"), say="UTF-16", no_line=True)
    case("Y38 a key of 2,000 characters", REFUSED, None, with_line("k" * 2000 + ": 1\n"), line=11)
    case("Y39 300,000 keys", REFUSED, None, with_line("".join(f"k{i}: 1\n" for i in range(300_000))))
    case("Y39 100,000 items", EITHER, None,
         with_line("items:\n" + "  - {label: a, cost: 1}\n" * n, "items"))
    case("Y40 a key misspelt", REFUSED, None, with_line("outputs: 0.9\n"), line=11, say="output")
    case("Y41 an empty flow entry", REFUSED, None, fields(items="[{label: a, cost: 1},,]"), line=10)
    case("Y42 a stray comma", REFUSED, None, fields(fee="5,"), line=5)
    for text in ("2021-02-30", "2021-13-01", "2021-2-3x", "0000-00-00", "20210228", "yesterday"):
        case(f"Y43 the date {text}", REFUSED, None, fields(day=text), line=8)
    case("Y43 a leap day in a common year", REFUSED, None, fields(day="2100-02-29"), line=8)
    case("Y43 a leap day", OK, None, fields(day="2000-02-29"))
    case("an unclosed quote", REFUSED, None, fields(country='"abc'))
    case("a list where money is wanted", REFUSED, None, fields(fee="[1]"), line=5)
    case("money where a list is wanted", REFUSED, None, fields(items="5"), line=10)
    case("half a unit", REFUSED, None, fields(units="2.5"), line=6)
    case("another currency", REFUSED, None, fields(fee="5 USD"), line=5)
    case("a million digits", REFUSED, None, fields(fee="1" * 1_000_000), line=5)
    case("an empty profile", REFUSED, None, "", no_line=True)
    case("a profile that is a text", REFUSED, None, "hello\n")


# --- programs that use others ---------------------------------------------------------------------------

USES = []


def used(name, currency="CNY", uses=()):
    """The program `name`: each of its names ends in it, so that two of them never clash."""
    return "".join(f'use "{path}"\n' for path in uses) + f"""\
source s_{name} "Measures"
policy p_{name} "Policy" under s_{name}
    pays {currency}
    rounds each line half up to 0.01 {"yuan" if currency == "CNY" else currency}
fact f_{name} : money "Fee"
clause c_{name} "Support" cites s_{name} art. 1
    award f_{name}
"""


def use_case(name, expected, uses, others=(), links=(), place="a/a.policy:1", code=""):
    """The program in the folder `a` uses these paths. `others` are files beside it, `links` symbolic links (pipe: a FIFO).
    A refusal names the place and the code."""
    USES.append((name, expected, {"a/a.policy": used("a", uses=uses), **dict(others)}, dict(links), place, code))


def programs():
    b = {"b/b.policy": used("b")}
    use_case("U00 nothing hostile", OK, ["../b"], b)
    use_case("U01 a cycle of two", REFUSED, ["../b"], {"b/b.policy": used("b", uses=["../a"])}, place="b/b.policy:1",
             code="E0010")
    use_case("U02 a cycle of three", REFUSED, ["../b"], {"b/b.policy": used("b", uses=["../c"]),
             "c/c.policy": used("c", uses=["../a"])}, place="c/c.policy:1", code="E0010")
    use_case("U02 a cycle that does not come back to the program", REFUSED, ["../b"], {"b/b.policy": used("b", uses=["../c"]),
             "c/c.policy": used("c", uses=["../b"])}, place="c/c.policy:1", code="E0010")
    for path in (".", "", "./.", "../a", "../b/../a", "../a/", "./../a"):
        use_case(f"U03 itself as {path!r}", REFUSED, [path], b, code="E0010")
    for path in ("../..", "../../b", "../../../../../../../../../../etc", "../" * 60 + "etc", "../b/../../../etc"):
        use_case(f"U04 out of the root as {path[:40]!r}", REFUSED, [path], b, code="E0011")
    use_case("U04 the root itself", REFUSED, [".."], b, code="E0008")
    for path in ("/etc", "/", "/dev", "//etc", "/proc/self/fd"):
        use_case(f"U05 the absolute path {path}", REFUSED, [path], code="E0011")
    for path in ("~", "$HOME", "file:///etc", "C:\\\\b", "../b*", "-"):
        use_case(f"U05 {path} is a name like any other", REFUSED, [path], b, code="E0")
    use_case("U06 a folder that is missing", REFUSED, ["../b"], code="E0007")
    use_case("U06 a folder missing behind another", REFUSED, ["../b"], {"b/b.policy": used("b", uses=["../c"])},
             place="b/b.policy:1", code="E0007")
    use_case("U07 a folder without policies", REFUSED, ["../b"], {"b/read.me": "nothing\n"}, code="E0008")
    use_case("U07 a folder whose policy is hidden", REFUSED, ["../b"], {"b/.b.policy": used("b")}, code="E0008")
    use_case("U07 a folder of folders named like policies", REFUSED, ["../b"], {"b/b.policy/x": "\n"}, code="E0008")
    use_case("U07 an empty policy shares nothing", OK, ["../b"], {"b/b.policy": ""})
    use_case("U08 a clash of all names", REFUSED, ["../b"], {"b/b.policy": used("a")}, place="b/b.policy:5", code="E0302")
    use_case("U08 a clash of two that are used", REFUSED, ["../b", "../c"], {**b, "c/c.policy": used("b")},
             place="c/c.policy:5", code="E0302")
    use_case("U09 two currencies", REFUSED, ["../b"], {"b/b.policy": used("b", "EUR")}, place="b/b.policy:3", code="E0313")
    chain = {f"n{i}/n.policy": used(f"n{i}", uses=[f"../n{i + 1}"] if i < 299 else []) for i in range(300)}
    use_case("U10 a chain of 300 programs", EITHER, ["../n0"], chain)
    use_case("U10 a chain of 300 that ends in a circle", REFUSED, ["../n0"],
             {**chain, "n299/n.policy": used("n299", uses=["../n0"])}, place="n299/n.policy:1", code="E0010")
    layers = {f"n{i}{x}/n.policy": used(f"n{i}{x}", uses=[f"../n{i + 1}{y}" for y in "ab"] if i < 39 else [])
              for i in range(40) for x in "ab"}
    use_case("U11 2^40 ways to one program", OK, ["../n0a", "../n0b"], layers)
    use_case("U11 one program used 10,000 times", OK, ["../b"] * 10_000, b)
    use_case("U11 one program under many paths", OK, ["../b", "../b/", "../b/.", "../a/../b"], b)
    use_case("U12 a symbolic link to itself", REFUSED, ["../l"], links={"l": "l"}, code="E0")
    use_case("U12 two that lead to each other", REFUSED, ["../l"], links={"l": "m", "m": "l"}, code="E0")
    use_case("U12 a link that leads back", REFUSED, ["../b/up/a"], b, {"b/up": ".."}, code="E0010")
    use_case("U12 a link that leads back many times", REFUSED, ["../b" + "/up/b" * 500 + "/up/a"], b, {"b/up": ".."},
             code="E0")
    use_case("U13 a link out of the root", REFUSED, ["../l"], links={"l": "/etc"}, code="E0011")
    use_case("U13 a link out of the root, and back by ..", REFUSED, ["../l/../etc"], links={"l": "/usr"}, code="E0011")
    use_case("U13 a link to nothing", REFUSED, ["../l"], links={"l": "gone"}, code="E0")
    use_case("U14 NUL in the path", REFUSED, ["../b\0/etc"], b, code="E0003")
    use_case("U14 a terminal escape in the path", REFUSED, ["../\x1b[2J"], code="E0003")
    use_case("U14 a bidi control in the path", REFUSED, ["../b\u202e"], b, code="E0004")
    use_case("U15 a name of 10,000 characters", REFUSED, ["../" + "x" * 10_000], code="E0")
    use_case("U15 a name of 300 characters", REFUSED, ["../" + "x" * 300], code="E0")
    use_case("U15 a path of 10,000 characters", EITHER, ["./" * 5_000 + "../b"], b)
    use_case("U15 a path of 2 MB", REFUSED, ["../" + "x/" * 1_000_000], b, code="E0")
    use_case("U16 a file instead of a folder", REFUSED, ["../b/b.policy"], b, code="E0007")
    use_case("U16 a folder below a file", REFUSED, ["../b/b.policy/c"], b, code="E0007")
    use_case("U17 a device for a policy", REFUSED, ["../b"], {"b/x": ""}, {"b/b.policy": "/dev/zero"}, "b/b.policy", "E0007")
    use_case("U17 a pipe for a policy", REFUSED, ["../b"], {"b/x": ""}, {"b/b.policy": None}, "b/b.policy", "E0007")
    use_case("U18 bytes that are not UTF-8", REFUSED, ["../b"], {"b/b.policy": b"\xff\xfe\x00"}, place="b/b.policy",
             code="E0")
    use_case("U18 a use that the file's end cuts", REFUSED, ["../b"], {"b/b.policy": 'use "../'}, place="b/b.policy:1",
             code="E0")


def write(folder, files, links):
    for name, text in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
    for name, target in links.items():
        path = os.path.join(folder, name)
        if target is None:
            os.mkfifo(path)
        else:
            os.symlink(target, path)


def use_verdict(binary, folder, expected, files, links, place, code):
    """What is wrong; None when nothing is."""
    write(folder, files, links)
    write(folder, {"f.yaml": "id: E1\nf_a: 5\n"}, {})
    result = started([binary, "award", "a", "f.yaml", "--format", "json", "--lang", "en"], folder)
    if result.returncode == 0 and expected != REFUSED:
        total = json.loads(result.stdout)["total"]["amount"]
        return None if total == "5.00" else f"total {total}"  # nothing of a used program is paid
    if expected == OK or result.returncode == 2 and result.stdout:
        return f"exit code {result.returncode}: {result.stderr.decode('utf-8', 'replace')[:300]}"
    file, _, line = place.partition(":")
    wrong = refusal(result, {"line": line} if line else {"no_line": True}, file)
    if wrong or expected == EITHER:
        return wrong
    said = result.stderr.decode("utf-8", "replace")
    return None if f"error[{code}" in said else f"{code} is not named: {said[:300]}"


# --- running ------------------------------------------------------------------------------------------


def limits():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(binary, folder, policy, profile):
    for name, text in (("p.policy", policy), ("f.yaml", profile)):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return started([binary, "award", "p.policy", "f.yaml", "--format", "json", "--lang", "en"], folder)


def started(command, folder):
    environment = dict(os.environ, NO_COLOR="1", LC_ALL="C.UTF-8")
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=SECONDS,
                          preexec_fn=limits, check=False)


def refusal(result, more, file):
    """What is wrong with this refusal; None when nothing is."""
    said = result.stderr.decode("utf-8", "replace")
    if result.returncode != 2:
        return f"exit code {result.returncode}, expected 2"
    if "\x1b" in said or "\0" in said:
        return "a raw control character in the message"
    if len(result.stderr) > 1_000_000:
        return f"{len(result.stderr)} bytes of messages"
    if len(re.findall(r"^error\[", said, re.M)) > 20:
        return "more than 20 issues"
    if more.get("record") and result.stdout:
        return None if json.loads(result.stdout)["faults"] else "no fault"
    if not said.strip():
        return "no message on stderr"
    place = rf"{re.escape(file)}:{more['line']}\b" if "line" in more else rf"{re.escape(file)}:\d+"
    if "no_line" in more:
        place = re.escape(file)
    if not re.search(place, said):
        return f"{place} is not named: {said[:300]}"
    if more.get("say", "") not in said:
        return f"{more['say']!r} is not named: {said[:300]}"
    return None


def verdict(result, expected, more, file):
    if result.returncode < 0 or result.returncode > 3:
        return f"ended by {result.returncode}"
    if expected == REFUSED or (expected == EITHER and result.returncode == 2):
        return refusal(result, more, file)
    want = {OK: 0, EITHER: 0, OPEN: 3}[expected]
    if result.returncode != want:
        return f"exit code {result.returncode}, expected {want}: {result.stderr.decode('utf-8', 'replace')[:300]}"
    answer = json.loads(result.stdout)
    if expected == OPEN:
        missing = [m["fact"] for m in answer["missing"]]
        return None if missing == [more["missing"]] and answer["total"] is None else f"missing {missing}"
    totals = [a["total"]["amount"] for a in (answer if isinstance(answer, list) else [answer])]
    expected_totals = more.get("totals", [more.get("total", RIGHT)])
    return None if totals == expected_totals else f"total {totals}, expected {expected_totals}"


def tried(judge):
    """What is wrong, or None; a case that hangs or answers nonsense is wrong too."""
    try:
        return judge()
    except subprocess.TimeoutExpired:
        return f"more than {SECONDS} s"
    except (ValueError, KeyError, TypeError) as error:
        return f"the answer cannot be read: {error!r}"


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    policies()
    programs()
    profiles()
    binary, wanted = os.path.abspath(sys.argv[1]), sys.argv[2:]
    good = count = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, expected, policy, profile, more in CASES:
            if wanted and not any(name.startswith(w) for w in wanted):
                continue
            count += 1
            file = "f.yaml" if policy is None else "p.policy"
            wrong = tried(lambda: verdict(run(binary, folder, POLICY if policy is None else policy,
                                              fields() if profile is None else profile), expected, more, file))
            good += wrong is None
            if wrong:
                print(f"{name}: {wrong}")
    for name, *what in USES:
        if wanted and not any(name.startswith(w) for w in wanted):
            continue
        count += 1
        with tempfile.TemporaryDirectory() as root:
            folder = os.path.join(root, "rules")  # so that a folder above is nobody else's
            wrong = tried(lambda: use_verdict(binary, folder, *what))
        good += wrong is None
        if wrong:
            print(f"{name}: {wrong}")
    print(f"hostile: {good} of {count}")
    return 0 if good == count else 1


if __name__ == "__main__":
    sys.exit(main())
