#!/usr/bin/env python3
"""Turns grammar/keywords.tsv into keywords.inc (a C++ table) and PolicyTokens.tokens (token numbers for ANTLR)."""
import json
import sys

# Tokens that the scanner makes from figures, names, quotes and signs.
LITERALS = """NUMBER NAME QNAME STRING DATE ORDINAL ORDINAL_RANGE LABEL ARTICLE UNIT SCALE COUNTER RATIO MONTH
TIME DAY_MONTH PER_UNIT
ADD SUBTRACT TIMES SLASH CARET EQ COLON COMMA DOT LPAREN RPAREN INCLUDED NOT_INCLUDED DE_SHARE SEMI BAD""".split()


def read(path):
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) < 4:
            sys.exit(f"{path}:{number}: four columns are wanted")
        cells += ["1", cells[0], "1"][len(cells) - 4:]
        yield cells[0], [s for s in cells[1].split("|") if s], [s for s in cells[2].split("|") if s], *cells[3:]


def main():
    table, inc, tokens = sys.argv[1:4]
    names, rows, seen = list(LITERALS), [], {}
    quote = lambda s: json.dumps(s, ensure_ascii=False)
    out = []
    for token, english, chinese, kind, factor, measure, size in read(table):
        literal = {"unit": "UNIT", "scale": "SCALE", "counter": "COUNTER", "month": "DAY_MONTH"}.get(kind)
        if not literal:
            if token in names:
                sys.exit(f"{table}: token {token} is listed twice")
            names.append(token)
        for language, spellings in (("En", english), ("Zh", chinese)):
            for spelling in spellings:
                key = (spelling, bool(literal))
                if key in seen and spelling not in "%":
                    sys.exit(f"{table}: {spelling} is listed twice: {seen[key]} and {token}")
                seen[key] = token
        symbol = literal or token
        out.append(f'KEYWORD({symbol}, {names.index(symbol) + 1}, {quote("" if not literal else token)}, {quote("|".join(english))}, '
                   f'{quote("|".join(chinese))}, {kind.capitalize()}, {quote(factor)}, {quote(measure)}, {quote(size)})')
    with open(inc, "w", encoding="utf-8") as f:
        f.write("// Made by tools/keywords.py from grammar/keywords.tsv.\n#ifdef TOKEN\n")
        f.writelines(f"TOKEN({name}, {number})\n" for number, name in enumerate(names, 1))
        f.write("#endif\n#ifdef KEYWORD\n" + "\n".join(out) + "\n#endif\n")
    with open(tokens, "w", encoding="utf-8") as f:
        f.writelines(f"{name}={number}\n" for number, name in enumerate(names, 1))


main()
