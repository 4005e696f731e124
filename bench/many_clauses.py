#!/usr/bin/env python3
"""many_clauses.py en|zh [CLAUSES]: one policy with that many varied clauses over one fact set, on stdout.

Both languages say the same program. Nothing is random: the clause's number chooses its form and its figures.
"""
import sys

HEAD = {
    "en": """source measures "Measures"
policy many "Many clauses" under measures
    version 1
    pays CNY
    decided by end of claim_year
    rounds each line half up to 0.01 yuan

record launch
    field model : text "Model"
    field date : date "Date"
    field fee : money "Fee"
    field orbit : yes/no "Orbit?"

fact claim_year : year "Year"
fact in_zone : yes/no "In the zone?"
fact listed : yes/no "Dishonest?"
fact output : money "Output"
fact peak : money "Earlier peak"
fact expense : money "R&D expense"
fact subsidy : money "City subsidy"
fact share : percent "R&D share"
fact staff : count "Staff"
fact patents : count "Patents"
fact launches : list of launch "Launches"
""",
    "zh": """来源 measures "Measures"
政策 many "Many clauses" 依据 measures
    版本 1
    币种 CNY
    基准日 期末 申报年度
    逐项取整 四舍五入 到 0.01元

记录 发射
    字段 型号 ：文本 "Model"
    字段 日期栏 ：日期 "Date"
    字段 费用 ：金额 "Fee"
    字段 入轨 ：是否 "Orbit?"

事实 申报年度 ：年份 "Year"
事实 在区内 ：是否 "In the zone?"
事实 失信 ：是否 "Dishonest?"
事实 年产值 ：金额 "Output"
事实 历史最高 ：金额 "Earlier peak"
事实 研发费用 ：金额 "R&D expense"
事实 市级补贴 ：金额 "City subsidy"
事实 研发占比 ：百分比 "R&D share"
事实 员工数 ：整数 "Staff"
事实 专利数 ：整数 "Patents"
事实 发射表 ：列表 发射 "Launches"
""",
}

CLAUSE = {
    "en": 'clause c{i} "Clause {i}" cites measures art. {a}\n',
    "zh": '条款 c{i} "Clause {i}" 依据 measures 第{a}条\n',
}

BODIES = {
    "en": [
        """    when in_zone
    award {p}% of expense
    capped at {m} million yuan
""",
        """    when all of
        (1) in_zone
        (2) at least 2 of
            (a) patents at least {n}
            (b) share at least {p}%
            (c) staff more than {s}
    except when listed
    award {t}_000 yuan
    raised by {p}%
""",
        """    when in_zone
    award highest step newly reached by output, before at peak
        more than {m} million yuan : {n}_000 yuan
        more than {m}0 million yuan : {t}_000 yuan
        more than {m}00 million yuan : {t}_500 yuan
    capped at {m} million yuan
""",
        """    when in_zone
    for each launch in launches
        where launch.orbit
        by launch.model
        in order of launch.date, then as listed
        take 1st to 3rd
        of these, where launch.date in claim_year
    award {p}% of launch.fee
    capped at {t}_000 yuan
""",
        """    base expense
    less subsidy
    not below 0 yuan
    award {p}% of base
    plus staff * {n} yuan
    capped at {m} million yuan
""",
        """    when output more than {m} million yuan and not listed or patents at least {n}
    award subsidy matched 1:1
    capped at {m} million yuan
""",
        """    award if staff at least {s} then lower of ({t}_000 yuan, {p}% of (output - peak)) else 0 yuan
    not below 0 yuan
""",
        """    when some (l in launches) has (l.fee at least {m} million yuan)
    award {p}% of (sum of l.fee (l in launches where l.orbit))
    rounded half up to 1 yuan
""",
    ],
    "zh": [
        """    条件 在区内
    给予 研发费用 的 {p}%
    最高不超过 {m}00万元
""",
        """    条件 同时符合：
        （一）在区内；
        （二）至少符合2项：
            （a）专利数 不低于 {n}；
            （b）研发占比 不低于 {p}%；
            （c）员工数 超过 {s}。
    除外 失信
    给予 {t}_000元
    上浮 {p}%
""",
        """    条件 在区内
    给予 首次突破最高档 按 年产值，此前最高 历史最高
        超过 {m}00万元 ：{n}_000元
        超过 {m}000万元 ：{t}_000元
        超过 {m}亿元 ：{t}_500元
    最高不超过 {m}00万元
""",
        """    条件 在区内
    对 发射表 中每次 发射
        其中 发射.入轨
        按 发射.型号 分组
        按 发射.日期栏 排序，同序依录入
        取 第1至3次
        仅计 发射.日期栏 在 申报年度 内
    给予 发射.费用 的 {p}%
    最高不超过 {t}_000元
""",
        """    基数 研发费用
    减 市级补贴
    最低不低于 0元
    给予 基数 的 {p}%
    加 员工数 * {n}元
    最高不超过 {m}00万元
""",
        """    条件 年产值 超过 {m}00万元 且 非 失信 或 专利数 不低于 {n}
    给予 市级补贴 1:1配套
    最高不超过 {m}00万元
""",
        """    给予 若 员工数 不低于 {s} 则 （{t}_000元，（年产值 - 历史最高） 的 {p}%）孰低 否则 0元
    最低不低于 0元
""",
        """    条件 任一 （发射表 中各 l） 满足 （l.费用 不低于 {m}00万元）
    给予 合计 l.费用 （发射表 中各 l，其中 l.入轨） 的 {p}%
    四舍五入 到 1元
""",
    ],
}


def text(language, clauses):
    out = [HEAD[language]]
    for i in range(1, clauses + 1):
        body = BODIES[language][i % 8]
        figures = {"i": i, "a": i % 90 + 1, "p": i % 89 + 1, "m": i % 7 + 2, "n": i % 9 + 1, "s": i % 50 + 10,
                   "t": i % 800 + 100}
        out.append((CLAUSE[language] + body).format(**figures))
    return "\n".join(out)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or sys.argv[1] not in HEAD:
        sys.exit(__doc__)
    print(text(sys.argv[1], int(sys.argv[2]) if len(sys.argv) == 3 else 10_000))
