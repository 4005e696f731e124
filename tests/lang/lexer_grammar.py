#!/usr/bin/env python3
"""lexer_grammar.py KEYWORDS CURRENCIES OUT: grammar/keywords.tsv as a lexer grammar of ANTLR, for tests only.

It shares the table with the scanner and no code. A figure with its scales and its unit is one token, FIGURE: units
are words only behind a figure, which rules without context cannot say otherwise.
"""
import re
import sys

RULES = r"""
FIGURE : NUMBER_ (SPACE_* SCALE_)* (SPACE_* UNIT_ PRICE_* | SPACE_* [个项次套台人段] GLUE_)? ;
PER_UNIT : ([每] (HAN_UNIT_ | [月]))+ {digit()}? ;
TIME : DIGIT_ DIGIT_? [:：] DIGIT_ DIGIT_ {!digit() && !ahead(U"配套") && last_[0] != MATCHED}? ;
DAY_MONTH : DAY_ SPACE_+ MONTH_ | DAY_ '月' DAY_ '日' ;
RATIO : DIGIT_+ [:：] DIGIT_+ {ahead(U"配套")}? ;
DATE : YEAR_ '-' DAY_ '-' DAY_ {!digit()}? | YEAR_ '年' DAY_ '月' DAY_ '日' ;
MONTH : YEAR_ '-' DAY_ {!digit()}? | YEAR_ '年' DAY_ '月' ;
ORDINAL : DIGIT_+ ('st' | 'nd' | 'rd' | 'th') EDGE_ ;
ORDINAL_RANGE
  : '第' NUMERAL_ COUNTED_? [至到] '第'? NUMERAL_ COUNTED_
  | [第前] NUMERAL_ COUNTED_ {!name_start()}?
  ;
ARTICLE
  : PART_+
  | ('附件' | '附则' | '附录' | '附表') (NUMERAL_ PART_* | PART_+) {!name_start()}?
  | ('art' | 'arts' | 's' | 'ss' | 'sec' | 'para' | 'reg' | 'ch' | 'sch') '.' ' '* WESTERN_
  | '§' ' '* WESTERN_
  ;
LABEL : OPEN_ (DIGIT_ DIGIT_? DIGIT_? | HAN_NUMERAL_+ | [ivx]+ | [a-z]) CLOSE_ | [\u2460-\u2473] ;
INCLUDED : OPEN_ ('含' | 'included') CLOSE_ ;
NOT_INCLUDED : OPEN_ ('不含' | 'not included') CLOSE_ ;
STRING : '"' ~["\n]* '"' | '＂' ~[＂\n]* '＂' | '“' ~[”\n]* '”' ;
QNAME : '`' ~[`\n]+ '`' | '「' ~[」\n]+ '」' ;
ADD : [+＋] ;
SUBTRACT : [\-－−] ;
TIMES : [*＊×] ;
SLASH : [/／÷] ;
CARET : '^' | '＾' ;
EQ : [=＝] ;
COLON : [:：] ;
COMMA : [,，、] ;
DOT : [.．] ;
LPAREN : OPEN_ ;
RPAREN : CLOSE_ ;
SEMI : [;；。] ;
NAME : (LETTER_ DIGITS_ | HAN_)+ ;
SPACE : ([ \t\r\n\u3000\u00A0] | '#' ~[\n]* | '\uFEFF')+ -> skip ;
BAD : . ;

fragment DIGITS_ : [0-9]* ;  // a digit behind a Han character begins a figure
fragment LETTER_ : [a-zA-Z_\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F] ;
fragment HAN_ : [HAN_RANGES] ;
fragment HAN_NUMERAL_ : [〇零一二三四五六七八九十百两] ;
fragment DIGIT_ : [0-9\uFF10-\uFF19] ;
fragment NUMBER_ : DIGIT_+ ('_' DIGIT_+)* ([.．] DIGIT_+)? ;
fragment NUMERAL_ : DIGIT_+ | HAN_NUMERAL_+ ;
fragment COUNTED_ : [个项次套台人段] ;
fragment YEAR_ : DIGIT_ DIGIT_ DIGIT_ DIGIT_ ;
fragment DAY_ : DIGIT_ DIGIT_? ;
fragment PART_ : '第' (NUMERAL_ | OPEN_ NUMERAL_ CLOSE_) ('条' ('之' NUMERAL_)? | [款项目章节编] | '部分' | '方向') ;
fragment WESTERN_ : DIGIT_+ ([A-Za-z] EDGE_ | [.\-] DIGIT_+ | '(' (LETTER_ | HAN_ | [0-9.])+ ')')* ;
fragment PRICE_ : [/／] (UNIT_ | [月] GLUE_) ;
fragment OPEN_ : [(（【] ;
fragment CLOSE_ : [)）】] ;
fragment SPACE_ : [ \t\r\n\u3000\u00A0] | '#' ~[\n]* '\n' ;
fragment EDGE_ : {!name_char()}? ;
fragment GLUE_ : {glued(1)}? ;
"""

MEMBERS = r"""
@lexer::members {
  bool between(char32_t c, char32_t a, char32_t b) { return c >= a && c <= b; }
  char32_t next(ssize_t i) { return static_cast<char32_t>(_input->LA(i)); }
  bool digit() { return between(next(1), '0', '9') || between(next(1), 0xFF10, 0xFF19); }
  bool name_start(ssize_t i = 1) {
    const char32_t c = next(i);
    return between(c, 'a', 'z') || between(c, 'A', 'Z') || c == '_' || HAN_TEST ||
           (between(c, 0xC0, 0x24F) && c != 0xD7 && c != 0xF7);
  }
  bool name_char() { return name_start() || between(next(1), '0', '9'); }
  bool ahead(const std::u32string& text, ssize_t from = 1) {
    for (size_t i = 0; i < text.size(); ++i)
      if (next(static_cast<ssize_t>(i) + from) != text[i]) return false;
    return true;
  }
  bool word_ahead(const std::u32string& text) {
    ssize_t i = 1;
    while (std::u32string(U" \t\r\n\u3000\u00A0").find(next(i)) != std::u32string::npos) ++i;
    if (!ahead(text, i)) return false;
    i += static_cast<ssize_t>(text.size());
    return !name_start(i) && !between(next(i), '0', '9');
  }
  // The tokens before, the last one first: types and places.
  size_t last_[3] = {0, 0, 0}, first_index_[3] = {0, 0, 0};
  std::unique_ptr<antlr4::Token> nextToken() override {
    auto token = antlr4::Lexer::nextToken();
    for (int i = 2; i > 0; --i) last_[i] = last_[i - 1], first_index_[i] = first_index_[i - 1];
    last_[0] = token->getType();
    first_index_[0] = token->getStartIndex();
    if (last_[0] == TYPE_MONEY) money_stop_ = token->getStopIndex();
    last_stop_ = token->getStopIndex();
    return token;
  }
  size_t last_stop_ = 0;
  bool unit_of_type() { return last_[0] == NUMBER_OF || last_[0] == YI; }
  bool price_of_type() {
    return last_[0] == SLASH && last_[1] == TYPE_MONEY && last_[2] == COLON && last_stop_ + 1 == tokenStartCharIndex &&
           money_stop_ + 1 == first_index_[0];
  }
  size_t money_stop_ = 0;
  // Behind a Han unit the word ends, or it goes on in words of the closed classes and at most one other at its end.
  bool glued(ssize_t i) {
    static const std::u32string kClosed[] = {CLOSED}, kOther[] = {OTHER};
    if (!name_start(i)) return true;
    for (const auto& word : kClosed)
      if (ahead(word, i) && glued(i + static_cast<ssize_t>(word.size()))) return true;
    for (const auto& word : kOther)
      if (ahead(word, i) && !name_start(i + static_cast<ssize_t>(word.size()))) return true;
    return false;
  }
}
"""

HAN = [(0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF)]
WIDE = (0x20000, 0x3FFFF)


def literal(spelling):
    """A spelling as a rule: any white space between its words, and no letter behind the last."""
    if not spelling.isascii():  # as sets: the tool's C++ cannot name other literals
        return " ".join(f"[{c}]" for c in spelling)
    if not re.search(r"[ /]", spelling):
        return f"'{spelling}'"
    return " SPACE_+ ".join(f"'{word}'" for word in spelling.split(" ")) + " EDGE_"


def behind_figure(spelling):
    text = literal(spelling)
    if " " in spelling:  # `fiscal year starts` is the policy's, also behind a figure
        return text + ' {!word_ahead(U"starts")}?'
    if text.endswith("EDGE_") or spelling in "%％²³":
        return text
    return text + (" EDGE_" if spelling[-1].isascii() else " GLUE_" if spelling[-1].isalpha() else "")


def main():
    table, currencies, out = sys.argv[1:4]
    words, units, scales, months, closed, other, han_units = [], [], [], [], [], [], []
    for line in open(table, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line or line.startswith("#"):
            continue
        token, english, chinese, kind = line.split("\t")[:4]
        spellings = [s for s in (english + "|" + chinese).split("|") if s]
        han = [f'U"{s}"' for s in chinese.split("|") if s and s not in "%％"]
        if kind != "counter":
            (closed if kind in ("closed", "unit", "scale") else other).extend(han)
        if kind == "unit":
            units += map(behind_figure, spellings)
            han_units += [literal(s) for s in chinese.split("|") if s and not re.match("[%％]", s)]
        elif kind == "scale":
            scales += map(behind_figure, spellings)
        elif kind == "month":
            months += [f"'{spelling}' EDGE_" for spelling in spellings]
        elif kind != "counter":
            longer = {"BY_MONTH": "of", "IS_NOT": "stated"}.get(token)  # `by month of` is `by` and `month of`
            behind = {s: f' {{!word_ahead(U"{longer}")}}?' if longer and s.isascii() else "" for s in spellings}
            if token == "WORKING_DAYS_BY":  # `number of working days by month`
                behind["working days by"] = " {!unit_of_type()}?"
            words.append(f"{token} : {' | '.join(literal(s) + behind[s] for s in spellings)} ;")
    codes = re.findall(r"CURRENCY\(([A-Z]{3}),", open(currencies, encoding="utf-8").read())
    units += [f"'{code}' EDGE_" for code in codes]
    ranges = "".join(f"\\u{a:04X}-\\u{b:04X}" for a, b in HAN) + "\\u{%X}-\\u{%X}" % WIDE
    test = "(" + " || ".join(f"between(c, 0x{a:X}, 0x{b:X})" for a, b in HAN + [WIDE]) + ")"
    with open(out, "w", encoding="utf-8") as file:
        file.write("// Made by tests/lang/lexer_grammar.py from grammar/keywords.tsv.\nlexer grammar PolicyLexer;\n"
                   "options { tokenVocab = PolicyTokens; }\n")
        members = MEMBERS.replace("HAN_TEST", test).replace("CLOSED", ", ".join(closed)).replace("OTHER", ", ".join(other))
        # before the words: `money/month`; with the question at its end, since one at the start is asked of every token
        unit = "UNIT : UNIT_ PRICE_* {unit_of_type()}? | (UNIT_ | [月] GLUE_) PRICE_* {price_of_type()}? ;"
        file.write(members + "\n" + "\n".join([unit, *words]) + "\n")
        file.write(RULES.replace("HAN_RANGES", ranges))
        file.write(f"fragment UNIT_ : {' | '.join(dict.fromkeys(units))} ;\n")
        file.write(f"fragment HAN_UNIT_ : {' | '.join(han_units)} ;\n")
        file.write(f"fragment MONTH_ : {' | '.join(months)} ;\n")
        file.write(f"fragment SCALE_ : {' | '.join(scales)} ;\n")


main()
