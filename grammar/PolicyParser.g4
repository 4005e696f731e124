// The sentences of the language, in both word orders. Tokens come from keywords.tsv; the scanner is
// engine/parse/scanner.cc. One declaration at a time is parsed: the driver calls `declaration` in a loop.
// Rules of thumb that keep it LL(2): `value` (amounts) and `expr` (conditions) are two rules; open-ended forms
// stand at the top of a statement or in brackets; no optional name stands before another name.
parser grammar PolicyParser;
options { tokenVocab = PolicyTokens; }

declaration
  : source | policy | record | fact | parameter | define | assume | clause | test
  | exclusive | limit | budget | instalments | calendar | use
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
  | FISCAL_YEAR_STARTS DAY_MONTH                             # policyFiscalYear
  | WORKING_DAYS_BY plainName                                # policyWorkingDays
  ;
inForce : IN_FORCE FROM DATE (TO BEFORE? DATE QIAN?)? ;
use : USE STRING ;

calendar : CALENDAR name title? calendarItem* ;
calendarItem
  : STARTS DAY_MONTH                                         # calendarStarts
  | WORKS weekday (TO weekday | (COMMA weekday)+)?           # calendarWorks
  | CLOSED_ON days (COMMA days)*                             # calendarClosed
  | OPEN_ON days (COMMA days)*                               # calendarOpen
  ;
weekday : MONDAY | TUESDAY | WEDNESDAY | THURSDAY | FRIDAY | SATURDAY | SUNDAY ;
days : DATE (TO DATE)? ;

record : RECORD name title? field* ;
field : FIELD name COLON typeRef title? ;
fact : FACT name COLON typeRef title? ;
parameter : PARAMETER name COLON parameterType title? ((EQ | IS) formula cites* | keyRow+ cites* | dated+) ;
parameterType
  : typeRef (BY plainName)?
  | GIVES column (COMMA column)*
  ;
column : name COLON plainType ;  // a comma behind it begins the next column
dated : FROM DATE (COLON value (COMMA value)* | keyRow+) cites* ;
keyRow : (FOR literal (COMMA literal)* | OTHERWISE) COLON value (COMMA value)* ;
define : DEFINE name title? (EQ | IS) (checklist | formula step* cites*) ;
assume : ASSUME path (EQ | IS) formula BECAUSE title ;

clause : CLAUSE name title? cites* statement* ;
test : TEST title testItem* ;
testItem
  : GIVEN given (COMMA given)*        # givens
  | EXPECT expect (COMMA expect)*     # expects
  | EARLIER_AWARD path literal ON DATE (COMMA given)*  # earlierAward
  | CASE STRING                       # case
  ;
given : path (IS? literal | columns givenRow*) ;
columns : LPAREN (plainName (COMMA plainName)*)? RPAREN | LABEL ;
givenRow : LPAREN literal (COMMA literal)* RPAREN | LABEL ;
literal
  : SUBTRACT? quantity | dayTime | TIME | MONTH | STRING | YES | NO | UNKNOWN | DOES_NOT_APPLY | path
  | PERIOD_FROM FROM? dayTime TO BEFORE? dayTime
  ;
dayTime : DATE TIME? ;
expect : (path | TOTAL) (outcome | IS? literal) (BECAUSE STRING)? ;
outcome : ELIGIBLE | INELIGIBLE | UNDETERMINED | CONFLICT | FAULTY ;

// --- the programme layer ---

exclusive : EXCLUSIVE plainName (COMMA plainName)* (KEEP_HIGHEST | KEEP_FIRST | APPLICANT_CHOOSES) cites* ;
limit : LIMIT plainName (COMMA plainName)* limitPart* cites* (WHEN (checklist | expr cites*))? ;
limitPart
  : AT_MOST limitAmount                           # limitAtMost
  | (PER_ENTERPRISE | (PER | SAME) plainName)     # limitPer
  | window                                        # limitWindow
  | cut                                           # limitCut
  | COUNTING limitAmount                          # limitCounting
  ;
limitAmount : quantity | path | bracket | LABEL ;
window : IN_ANY quantity | REN_YI quantity NEI | IN_CALENDAR_YEAR | IN_FISCAL_YEAR | EVER ;
cut : CUT plainName FIRST | XIAN_JIAN plainName | CUT_LAST | CUT_PRO_RATA | REFUSE_WHOLE ;
budget : BUDGET plainName ON plainName (COMMA plainName)* AT_MOST limitAmount window? (COMMA? budgetPart)* cites* ;
budgetPart
  : SHARE_PRO_RATA                                # budgetProRata
  | SHARE_IN_ORDER value order?                   # budgetInOrder
  | PER_ENTERPRISE AT_MOST limitAmount            # budgetPerReceiver
  | FLOOR_TO value                                # budgetFloor
  | REMAINDER_LARGEST                             # budgetLargest
  | REMAINDER_LAST                                # budgetLast
  | TIES_BY value                                 # budgetTies
  ;
instalments : INSTALMENTS plainName instalment (COMMA instalment)* cites* ;
instalment : (quantity | bracket | LABEL) ON (title | path) ;

name : plainName (SLASH plainName)? ;
plainName
  : NAME | QNAME | softWord
  ;
softWord
  : SOURCE | POLICY | RECORD | FACT | PARAMETER | DEFINE | ASSUME | CLAUSE | TEST | ISSUER | ISSUED | NUMBERED
  | EXCLUSIVE | LIMIT | BUDGET | INSTALMENTS | CALENDAR | USE
  | VERSION | PAYS | FIELD | QUOTE
  | TYPE_TEXT | TYPE_NUMBER | TYPE_COUNT | TYPE_PERCENT | TYPE_MONEY | TYPE_DATE | TYPE_MONTH | TYPE_YEAR
  | TYPE_TIME | TYPE_MOMENT | TYPE_PERIOD | TYPE_DURATION
  | AWARD | SUBSIDISE | EXEMPT | REDUCE | DEFER | CHARGE | DEDUCT | RECLAIM | DUE | ANSWER
  ;
title : STRING (SLASH STRING)? ;
cites : CITES plainName (article (COMMA article)*)? ;
article : ARTICLE | STRING ;

typeRef
  : plainType
  | ONE_OF name (COMMA name)* CHOSEN?
  ;
plainType
  : builtIn (IN (NAME | quantity) | YI (UNIT | quantity) JI | SLASH UNIT)? BY_MONTH? CHOSEN?
  | NUMBER_OF UNIT BY_MONTH?
  | NAME
  | QNAME
  | LIST_OF (builtIn | NAME | QNAME)
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
  | REFER_WHEN WHEN? expr title                                   # referWhen
  | REQUIRE condition ELSE title                                  # require
  | SUBJECT_TO plainName                                          # subjectTo
  | OVERRIDES plainName                                           # overrides
  | assume                                                        # clauseAssume
  | LET name title? (EQ | IS) (checklist | formula)               # let
  | verb (formula (UNTIL dueDate)? | step)                        # pay
  | DUE dueFormula                                                # due
  | BASE (formula | step)                                         # base
  | TOTAL step totalCut?                                          # totalStep
  | step                                                          # runningStep
  | FOR_EACH name IN value (TO value)?                            # forEach
  | DUI value (TO value)? EACH_IN name                            # forEachZh
  | WHERE expr                                                    # where
  | BY value                                                      # by
  | IN_ORDER_OF value order? asListed?                            # inOrderOf
  | AN value (GROUP | order? SORT asListed? | closing=AWARD)      # an
  | TAKE (ORDINAL (TO ORDINAL)? | ORDINAL_RANGE)                  # take
  | OF_THESE COMMA? WHERE expr                                    # ofThese
  | COUNT_ONLY expr                                               # countOnly
  | ONCE_PER value                                                # oncePer
  | SAME value ONCE_ONLY                                          # oncePerZh
  | UNBROKEN_BY value                                             # unbrokenBy
  ;
verb : AWARD | SUBSIDISE | EXEMPT | REDUCE | DEFER | CHARGE | DEDUCT | RECLAIM | ANSWER ;
order : DESCENDING | ASCENDING ;
asListed : COMMA? THEN_AS_LISTED ;
totalCut : CUT_PRO_RATA | CUT_LAST ;
// `3 working days after D`, D 之日起 3个工作日 内
dueFormula : IF expr THEN dueFormula ELSE dueFormula | dueDate ;
dueDate : value (AFTER value | FROM_THAT_DAY value NEI)? NEXT_WORKING_DAY? ;

step
  : PLUS value | LESS value | MULTIPLIED_BY value | DIVIDED_BY value | RAISED_BY value | LOWERED_BY value
  | CAPPED_AT value | NOT_BELOW value | CUMULATIVELY_CAPPED_AT value
  | ROUNDED? roundingMode TO? value
  ;
roundingMode : HALF_UP | HALF_EVEN | HALF_DOWN | UPWARD | DOWNWARD | TO_THE_HIGHER | TO_THE_LOWER ;

// --- conditions ---

condition : checklist | expr ;
checklist : head labelled+ ;
labelled : LABEL (head | expr title? itemCites?) ;
itemCites : CITES plainName (article (COMMA ARTICLE)*)? ;  // behind a comma a text may be the next one of a bracket
head : (ALL_OF | ANY_OF | NONE_OF | AT_LEAST NUMBER OF | AT_LEAST_OF NUMBER COUNTER) COLON? ;

// Flat, as `value` is: `not` binds tightest, then `and`, then `or` (Builder::expr).
expr : NOT* value tail? ((AND | OR) NOT* value tail?)* ;
tail
  : compareWord value                                             # prefixTail
  | (quantity | DATE TIME? | MONTH) behind                        # behindTail
  | ZAI value (NEI | behind | (QIAN | HOU) value NEI)             # zaiTail
  | IN value                                                      # inTail
  | WITHIN value (BEFORE | AFTER) value                           # withinTail
  | FROM primary TO BEFORE? primary QIAN?                         # fromTail
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
  | table                                                         # tableFormula
  | form                                                          # plain
  ;
// In a list with commas, where a table stands in its own brackets.
listed
  : IF expr THEN formula ELSE listed                              # ifListed
  | form                                                          # plainListed
  ;
form
  : (LADDER | TOP_UP) AN? value row+                              # ladder
  | LADDER_NEW AN? value COMMA? BEFORE_AT value row+              # ladderNew
  | (TIERS_WHOLE | TIERS_MARGINAL) AN? value row+                 # tiers
  | TAPER_OF AN? value FROM value TO value (DOWN_FROM | UP_FROM) value TO value
      ((IN_COMPLETED_STEPS | IN_STARTED_STEPS) value)?            # taper
  | AS_DECIDED (AT_MOST value)?                                   # asDecided
  | expr                                                          # conditionForm
  ;
table : TABLE_OF primary (COMMA primary)* (ACROSS primary across)? keyRow+ ;
across : LPAREN literal (COMMA literal)* RPAREN | LABEL ;
row : band COLON value ;
band
  : compareWord value (TO? compareWord value)?                    # compareBand
  | quantity (plainBehind (LESS_THAN quantity)? | OR_MORE_LESS_THAN quantity)  # behindBand
  | FROM value TO LESS_THAN value                                 # fromBand
  | UP_TO value                                                   # upToBand
  | ABOVE value?                                                  # aboveBand
  | OTHERWISE                                                     # otherwiseBand
  ;

// Flat: how tightly each operation binds is said in Builder::value.
value : SUBTRACT* primary ((CARET | TIMES | SLASH | OF | ADD | SUBTRACT) SUBTRACT* primary | operation)* ;
operation
  : DE_SHARE (quantity | bracket | LABEL)                         # share
  | (PER_COMPLETED | PER_STARTED) quantity OF primary             # perUnit
  | (MEI_MAN quantity | MEI quantity PART_COUNTS) (JI primary)?   # perUnitZh
  | (SPLIT_EVERY quantity | MEI_GE quantity FEN_DUAN)             # split
  | BETWEEN primary (AND | TO) primary                            # clockBand
  | HOU_SHOU_GE DAY_MONTH                                         # firstZh
  | (MATCHED NUMBER COLON NUMBER | RATIO MATCHED)                 # matched
  | SO_FAR                                                        # soFar
  ;
primary
  : quantity (DE path)?                                           # quantityPrimary
  | DATE TIME?                                                    # date
  | TIME                                                          # time
  | MONTH                                                         # month
  | STRING                                                        # string
  | (YES | NO | UNKNOWN | DOES_NOT_APPLY | NOT_STATED | BASE | TOTAL | POSITION | AWARDED_BEFORE)  # word
  | path (ON primary | AVERAGED primary)?                         # pathPrimary
  | bracket                                                       # bracketPrimary
  | LABEL                                                         # labelPrimary
  | (LOWER_OF | HIGHER_OF) (LPAREN inner (COMMA inner)* RPAREN | LABEL)  # lowerOf
  | (SUM_OF | AVERAGE_OF | HIGHEST_OF | SMALLEST_OF) value LPAREN loop RPAREN  # aggregate
  | NUMBER_OF LPAREN loop RPAREN                                  # numberOf
  | (SOME | EVERY) LPAREN loop RPAREN (HAS primary)?              # quantified
  | (COMPLETED | STARTED) quantity OF primary                     # wholeUnits
  | (START_OF | END_OF | MONTH_OF | YEAR_OF | LENGTH_OF | MONTHS_OF | DAYS_IN | WORKING_DAYS_IN
      | COMPLETE_MONTHS_IN) primary                               # calendarOf
  | (DAYS_BETWEEN | COMPLETE_MONTHS_BETWEEN | COMPLETE_YEARS_BETWEEN)
      FROM? primary (AND | TO) primary                            # between
  | PERIOD_FROM FROM? primary TO BEFORE? primary                  # periodFrom
  | FIRST DAY_MONTH AFTER primary                                 # firstAfter
  | EARLIER_AWARDS path window?                                   # earlierAwards
  | NEVER_AWARDED path                                            # neverAwarded
  ;
bracket : LPAREN (inner (COMMA inner)* RPAREN (LOWER_ZH | HIGHER_ZH)? | table step* RPAREN) ;
inner : (checklist | listed) step* ;
loop : plainName IN value (TO value)? (COMMA? WHERE expr)? | value (TO value)? LOOP_IN plainName (COMMA? WHERE expr)? ;
path : plainName ((DOT | DE) plainName)* ;
quantity : NUMBER SCALE* UNIT? | PER_UNIT NUMBER SCALE* UNIT ;
