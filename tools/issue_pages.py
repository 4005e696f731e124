#!/usr/bin/env python3
"""issue_pages.py FOLDER OUT: docs/issues/CODE.md as ISSUE_PAGE(code, en, zh) lines for `bursar explain CODE`.

The Chinese page is the English one with its text replaced: the title, the paragraphs and the same examples.
"""
import glob
import os
import re
import sys
import unicodedata

FENCE = re.compile(r"^```(\w+) (wrong|right)\n(.*?)^```$", re.M | re.S)
LABEL = {"en": {"wrong": "Wrong:", "right": "Right:"}, "zh": {"wrong": "错误写法：", "right": "正确写法："}}


def wrapped(text, width=80):
    """The text in lines of a terminal's width. Han characters are two wide, and no line begins with 。 or the like."""
    pieces = re.findall(r" |[\u2E80-\u9FFF\uFF00-\uFFEF][、，。；：？！”）」]*|[^ \u2E80-\u9FFF\uFF00-\uFFEF]+[、，。；：？！）」]*",
                        " ".join(text.split()))
    lines, line, used = [], "", 0
    for piece in pieces:
        wide = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in piece)
        if used + wide > width and line:
            lines.append(line.rstrip())
            line, used = "", 0
        if piece == " " and not line:
            continue
        line, used = line + piece, used + wide
    return "\n".join(lines + [line.rstrip()])


def plain(text):
    """Markdown as a terminal shows it."""
    text = re.sub(r"\*\*(.+?)\*\*", r"\1", text)
    return "\n\n".join(wrapped(part) for part in text.strip().split("\n\n") if part.strip())


def examples(page, language):
    out = ""
    for _, which, block in FENCE.findall(page):
        out += f"\n\n{LABEL[language][which]}\n" + "\n".join("    " + line for line in block.rstrip("\n").split("\n"))
    return out


def read(path):
    code = os.path.basename(path)[:-3]
    page = open(path, encoding="utf-8").read()
    english, _, chinese = page.partition("\n## 中文\n")
    title, _, body = english.partition("\n")
    if not title.startswith(f"# {code} ") or not chinese.strip():
        sys.exit(f"{path}: begins with `# {code} TITLE` and ends with `## 中文` and its text")
    found = re.fullmatch(r"\*\*(.+?)。\*\* ?(.*)", chinese.strip(), re.S)
    if not found:
        sys.exit(f"{path}: the Chinese text begins with its title in ** ** and 。")
    en = f"{code}: {title[len(code) + 3:]}\n\n{plain(FENCE.sub('', body))}{examples(english, 'en')}\n"
    zh = f"{code}：{found[1]}\n\n{plain(found[2])}{examples(english, 'zh')}\n"
    return code, en, zh


def literal(text):
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("?", "\\?")
    return "\n    ".join(f'"{line}\\n"' for line in text.rstrip("\n").split("\n"))


def main():
    folder, out = sys.argv[1:3]
    pages = [read(path) for path in sorted(glob.glob(os.path.join(folder, "[A-Z]*[0-9].md")))]
    with open(out, "w", encoding="utf-8") as file:
        file.write("// Made by tools/issue_pages.py from docs/issues/.\n")
        for code, en, zh in pages:
            file.write(f'ISSUE_PAGE("{code}",\n    {literal(en)},\n    {literal(zh)})\n')


main()
