#!/usr/bin/env python3
"""many_tables.py [CLAUSES]: one policy with that many clauses (200), most of them with a table, on stdout.

The second workload of the batch: tables by category, whole and marginal tiers, ladders, checklists, lists. Nothing is
random: the clause's number chooses its form and its figures.
"""
import sys

HEAD = """source measures "Measures"
policy tables "Many tables" under measures
    pays CNY
    rounds each line half up to 0.01 yuan
    rounds the total half up to 1 yuan

record device
    field kind : text "Kind"
    field bought : date "Bought on"
    field price : money "Price"
    field new : yes/no "New?"

fact level : one of national, provincial, municipal, county "Level of recognition"
fact sector : one of space, chips, medicine, energy, software "Sector"
fact in_zone : yes/no "In the zone?"
fact listed : yes/no "Dishonest?"
fact first_sale : yes/no "First sale?"
fact sales : money "Sales"
fact sales_before : money "Highest sales before"
fact expense : money "R&D expense"
fact rent : money "Rent"
fact loan : money "Loan"
fact staff : count "Staff"
fact patents : count "Patents"
fact devices : list of device "Devices"
"""

BODIES = ["""    when in_zone
    let rate "Rate" = table of level
        for national : {p}%
        for provincial : {q}%
        for municipal : {r}%
        otherwise : 1%
    award rate of expense
    capped at {m} million yuan
""", """    when not listed
    let rate "Rate" = tiers whole of staff
        less than {a} : {r}%
        from {a} to less than {b} : {q}%
        at least {b} : {p}%
    award rate of rent
    capped at {t}_000 yuan
""", """    when in_zone
    award tiers marginal of expense
        up to {m} million yuan : {p}%
        up to {m}0 million yuan : {q}%
        above : {r}%
    not below {t} yuan
""", """    when all of
        (1) in_zone
        (2) at least 2 of
            (a) patents at least {n}
            (b) staff more than {a}
            (c) first_sale
    except when listed
    award highest step newly reached by sales, before at sales_before
        at least {m} million yuan : {t}_000 yuan
        at least {m}0 million yuan : {t}_500 yuan
        at least {m}00 million yuan : {t}0_000 yuan
    capped at {m} million yuan
""", """    when sector is one of (space, chips)
    let grant "Grant" = table of sector
        for space : {t}_000 yuan
        for chips : {t}_500 yuan
        otherwise : 0 yuan
    award lower of (grant, {p}% of expense)
    plus patents * {n}00 yuan
""", """    when in_zone
    for each device in devices
        where device.new
        by device.kind
        in order of device.bought, then as listed
        take 1st to {k}th
    award {p}% of device.price
    capped at {m} million yuan
""", """    base expense
    less rent
    not below 0 yuan
    award {p}% of base
    capped at {m} million yuan
    raised by {q}%
""", """    when sales at least {m} million yuan or patents at least {n}
    let share "Share" = tiers whole of loan
        up to {m} million yuan : {p}%
        more than {m} million yuan to at most {m}0 million yuan : {q}%
        more than {m}0 million yuan : {r}%
    award if staff at least {a} then share of loan else {r}% of loan
    capped at {t}_000 yuan
"""]


def text(clauses):
    out = [HEAD]
    for i in range(1, clauses + 1):
        figures = dict(i=i, p=i % 40 + 20, q=i % 15 + 5, r=i % 5 + 1, m=i % 7 + 2, n=i % 9 + 1, a=i % 40 + 10,
                       b=i % 40 + 90, t=i % 800 + 100, k=i % 4 + 4)
        out.append('clause c{i} "Clause {i}" cites measures art. {i}\n'.format(**figures)
                   + BODIES[i % len(BODIES)].format(**figures))
    return "\n".join(out)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        sys.exit(__doc__)
    print(text(int(sys.argv[1]) if len(sys.argv) == 2 else 200))
