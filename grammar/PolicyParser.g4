// The sentences of the language, in both word orders. Tokens come from keywords.tsv; the scanner is
// engine/parse/scanner.cc. One declaration at a time is parsed: the driver calls `declaration` in a loop.
// Rules of thumb that keep it LL(2): `value` (amounts) and `expr` (conditions) are two rules; open-ended forms
// stand at the top of a statement or in brackets; no optional name stands before another name.
parser grammar PolicyParser;
options { tokenVocab = PolicyTokens; }

declaration
  : source | policy | record | fact | parameter | define | assume | clause | test
  ;

source : SOURCE name title? sourceItem* ;
sourceItem
  : ISSUER STRING       # issuer
  | ISSUED DATE         # issued
  | NUMBERED STRING     # numbered
  ;

policy : POLICY name title? (CITES plainName)? policyItem* ;
policyItem
  : VERSION (NUMBER | STRING | NAME | DATE)                  # policyVersion
  | PAYS NAME                                                # policyPays
  | inForce                                                  # policyInForce
  | DECIDED_BY value                                         # policyDecidedBy
  | (ROUNDS_LINE | ROUNDS_TOTAL) roundingMode TO? value              # policyRounds
  | REVIEW_BY DATE                                           # policyReview
  ;
inForce : IN_FORCE FROM DATE (TO BEFORE? DATE QIAN?)? ;

record : RECORD name title? field* ;
field : FIELD name COLON typeRef title? ;
fact : FACT name COLON typeRef title? ;
parameter : PARAMETER name COLON typeRef title? ((EQ | IS) formula cites* | dated+) ;
dated : FROM DATE COLON value cites* ;
define : DEFINE name title? (EQ | IS) (checklist | formula step* cites*) ;
assume : ASSUME path (EQ | IS) formula BECAUSE STRING ;

clause : CLAUSE name title? cites* statement* ;
test : TEST title testItem* ;
testItem
  : GIVEN given (COMMA given)*        # givens
  | EXPECT expect (COMMA expect)*     # expects
  ;
given : path (IS? literal | columns givenRow*) ;
columns : LPAREN (plainName (COMMA plainName)*)? RPAREN | LABEL ;
givenRow : LPAREN literal (COMMA literal)* RPAREN | LABEL ;
literal : SUBTRACT? quantity | DATE | MONTH | STRING | YES | NO | UNKNOWN | DOES_NOT_APPLY | path ;
expect : (path | TOTAL) (outcome | IS? literal) (BECAUSE STRING)? ;
outcome : ELIGIBLE | INELIGIBLE | UNDETERMINED | CONFLICT | FAULTY ;

name : plainName (SLASH plainName)? ;
plainName
  : NAME | QNAME | softWord
  ;
softWord
  : SOURCE | POLICY | RECORD | FACT | PARAMETER | DEFINE | ASSUME | CLAUSE | TEST | ISSUER | ISSUED | NUMBERED
  | VERSION | PAYS | FIELD | QUOTE
  | TYPE_TEXT | TYPE_NUMBER | TYPE_COUNT | TYPE_PERCENT | TYPE_MONEY | TYPE_DATE | TYPE_MONTH | TYPE_YEAR
  | TYPE_TIME | TYPE_MOMENT | TYPE_PERIOD | TYPE_DURATION
  | AWARD | SUBSIDISE | EXEMPT | REDUCE | CHARGE | DEDUCT | ANSWER
  ;
title : STRING (SLASH STRING)? ;
cites : CITES plainName (article (COMMA article)*)? ;
article : ARTICLE | STRING ;

typeRef
  : builtIn (IN NAME)?
  | NAME
  | QNAME
  | LIST_OF (builtIn | NAME | QNAME)
  | ONE_OF plainName (COMMA plainName)*
  ;
builtIn
  : TYPE_TEXT | TYPE_NUMBER | TYPE_COUNT | TYPE_PERCENT | TYPE_MONEY | TYPE_DATE | TYPE_MONTH | TYPE_YEAR
  | TYPE_TIME | TYPE_MOMENT | TYPE_PERIOD | TYPE_DURATION | TYPE_YES_NO
  ;

// --- a clause's body: one flat list; the order of loop parts is checked while building ---

statement
  : QUOTE STRING                                                  # quote
  | inForce                                                       # clauseInForce
  | DECIDED_BY value                                              # clauseDecidedBy
  | WHEN condition                                                # when
  | EXCEPT_WHEN condition                                         # exceptWhen
  | REFER_WHEN WHEN? expr STRING                                  # referWhen
  | REQUIRE condition ELSE STRING                                 # require
  | assume                                                        # clauseAssume
  | LET name title? (EQ | IS) (checklist | formula)               # let
  | verb (formula | step)                                         # pay
  | BASE (formula | step)                                         # base
  | TOTAL step                                                    # totalStep
  | step                                                          # runningStep
  | FOR_EACH plainName IN value                                   # forEach
  | DUI value EACH_IN plainName                                   # forEachZh
  | WHERE expr                                                    # where
  | BY value                                                      # by
  | IN_ORDER_OF value order? asListed?                            # inOrderOf
  | AN value (GROUP | order? SORT asListed? | closing=AWARD)      # an
  | TAKE (ORDINAL (TO ORDINAL)? | ORDINAL_RANGE)                  # take
  | OF_THESE COMMA? WHERE expr                                    # ofThese
  | COUNT_ONLY expr                                               # countOnly
  | ONCE_PER value                                                # oncePer
  | SAME value ONCE_ONLY                                          # oncePerZh
  ;
verb : AWARD | SUBSIDISE | EXEMPT | REDUCE | CHARGE | DEDUCT | ANSWER ;
order : DESCENDING | ASCENDING ;
asListed : COMMA? THEN_AS_LISTED ;

step
  : PLUS value | LESS value | MULTIPLIED_BY value | DIVIDED_BY value | RAISED_BY value | LOWERED_BY value
  | CAPPED_AT value | NOT_BELOW value
  | ROUNDED? roundingMode TO? value
  ;
roundingMode : HALF_UP | HALF_EVEN | HALF_DOWN | UPWARD | DOWNWARD | TO_THE_HIGHER | TO_THE_LOWER ;

// --- conditions ---

condition : checklist | expr ;
checklist : head labelled+ ;
labelled : LABEL (head | expr title? itemCites?) ;
itemCites : CITES plainName (article (COMMA ARTICLE)*)? ;  // behind a comma a text may be the next one of a bracket
head : (ALL_OF | ANY_OF | NONE_OF | AT_LEAST NUMBER OF | AT_LEAST_OF NUMBER COUNTER) COLON? ;

expr
  : NOT expr                  # not
  | expr AND expr             # and
  | expr OR expr              # or
  | value tail?               # comparison
  ;
tail
  : compareWord value                                             # prefixTail
  | (quantity | DATE | MONTH) behind                                      # behindTail
  | ZAI value (NEI | behind)                                      # zaiTail
  | IN value                                                      # inTail
  | (IS | IS_NOT) value                                           # isTail
  | (IS_ONE_OF | IS_NOT_ONE_OF) (LPAREN value (COMMA value)* RPAREN | LABEL)  # oneOfTail
  ;
compareWord
  : AT_LEAST | MORE_THAN | LESS_THAN | AT_MOST | ON_OR_AFTER | AFTER | BEFORE | ON_OR_BEFORE
  ;
behind : plainBehind (LESS_THAN quantity)? | OR_MORE_LESS_THAN quantity ;
plainBehind : included? (OR_MORE | OR_LESS) included? ;
included : INCLUDED | NOT_INCLUDED ;

// --- amounts ---

formula
  : IF expr THEN formula ELSE formula                             # ifFormula
  | LADDER AN? value row+                                         # ladder
  | LADDER_NEW AN? value COMMA? BEFORE_AT value row+              # ladderNew
  | AS_DECIDED (AT_MOST value)?                                   # asDecided
  | expr                                                          # plain
  ;
row : (compareWord value | quantity plainBehind) COLON value ;

value
  : SUBTRACT value                                                # negate
  | <assoc=right> value CARET value                               # power
  | value DE (quantity | bracket | LABEL)                         # share
  | value op=(TIMES | SLASH | OF) value                           # multiply
  | value op=(ADD | SUBTRACT) value                               # add
  | value (MATCHED NUMBER COLON NUMBER | RATIO MATCHED)           # matched
  | primary                                                       # simple
  ;
primary
  : quantity (DE path)?                                           # quantityPrimary
  | DATE                                                          # date
  | MONTH                                                         # month
  | STRING                                                        # string
  | (YES | NO | UNKNOWN | DOES_NOT_APPLY | BASE | TOTAL | POSITION)  # word
  | path                                                          # pathPrimary
  | bracket                                                       # bracketPrimary
  | LABEL                                                         # labelPrimary
  | (LOWER_OF | HIGHER_OF) (LPAREN inner (COMMA inner)* RPAREN | LABEL)  # lowerOf
  | (SUM_OF | AVERAGE_OF | HIGHEST_OF | SMALLEST_OF) value LPAREN loop RPAREN  # aggregate
  | NUMBER_OF LPAREN loop RPAREN                                  # numberOf
  | (SOME | EVERY) LPAREN loop RPAREN (HAS primary)?              # quantified
  | (START_OF | END_OF | MONTH_OF | YEAR_OF) primary              # calendar
  | (DAYS_BETWEEN | COMPLETE_MONTHS_BETWEEN | COMPLETE_YEARS_BETWEEN)
      FROM? primary (AND | TO) primary                            # between
  ;
bracket : LPAREN inner (COMMA inner)* RPAREN (LOWER_ZH | HIGHER_ZH)? ;
inner : (checklist | formula) step* ;
loop : plainName IN value (COMMA? WHERE expr)? | value LOOP_IN plainName (COMMA? WHERE expr)? ;
path : plainName ((DOT | DE) plainName)* ;
quantity : NUMBER SCALE* UNIT? ;
