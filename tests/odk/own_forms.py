"""Forms in the style of the field, written for what public ones hardly touch: each is a workbook in text.

A sheet begins with ``#`` and its name; then one row a line, its cells between ``|``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from exchange.sheets import workbook

OWN_FORMS: Mapping[str, str] = {
    "people and their animals, one repeat in another": """
#survey
type|name|label|relevant|calculation|constraint|constraint_message|repeat_count|required|choice_filter|appearance
start|start
today|today
integer|hh_size|Household size|||. >= 0 and . <= 6|Between 0 and 6||yes
begin repeat|person|Person|||||${hh_size}
text|pname|Name ${pos}||||||yes
calculate|pos|||position(..)
integer|page|Age of ${pname}|||. < 120
select_one sex|psex|Sex
begin group|adult|Adult part|${page} >= 18
select_multiple jobs|pjobs|Jobs|||not(selected(., 'none') and count-selected(.) > 1)
integer|njobs|Number of years|selected(${pjobs}, 'farm')
begin repeat|pet|Pet|${pname} != ''
text|petname|Pet name
integer|petage|Age|||. <= ${page}
calculate|petid|||concat(${pname}, '-', ${petname}, '-', position(..), '/', position(../../..))
end repeat
calculate|npets|||count(${pet})
end group
end repeat
calculate|total_age|||sum(${page})
calculate|max_age|||max(${page})
calculate|min_age|||min(${page})
calculate|names|||join(', ', ${pname})
calculate|cat|||concat(${pname}, '!')
calculate|firstn|||indexed-repeat(${pname}, ${person}, 1)
calculate|secondpet|||indexed-repeat(${petname}, ${person}, 1, ${pet}, 2)
calculate|n_adults|||count(${person}[page >= 18])
calculate|n_women|||count(${psex}[. = 'f'])
calculate|pets_all|||count(${petname})
calculate|nonempty|||count-non-empty(${petname})
note|n|Total ${total_age}, max ${max_age}, names ${names}|${n_adults} > 0
integer|pickn|Which person|||. <= count(${person}) and . > 0
calculate|picked|||indexed-repeat(${pname}, ${person}, ${pickn})
text|about|About ${picked}|${picked} != ''
#choices
list_name|name|label
sex|f|F
sex|m|M
jobs|none|None
jobs|farm|Farm
jobs|shop|Shop
kind|cat|Cat
kind|dog|Dog
""",
    "paths up, down and back, instances that read the one before": """
#survey
type|name|label|relevant|calculation|choice_filter|constraint|repeat_count
text|top|Top
begin group|g|G
text|a|A
begin group|h|H|../a != 'skip'
text|b|B|../../a != '' and ../../../top != 'no'
calculate|c|||concat(../b, /data/top, current()/../b)
begin repeat|r|R|||||3
text|x|X|position(..) < 4
select_one l|y|Y|||name != ${x}
calculate|prev|||indexed-repeat(${x}, ${r}, position(..) - 1)
calculate|prevp|||${r}[position() = position(current()/..) - 1]/x
calculate|others|||count(${r}[x = current()/../x])
select_one l|z|Z|||selected(${y}, name) or not(name = instance('l')/root/item[position() = 1]/name)
integer|v|V||||. != ../../../a
calculate|cum|||sum(/data/g/h/r[position() <= position(current()/..)]/v)
end repeat
calculate|lastx|||${r}[last()]/x
calculate|lastx2|||/data/g/h/r[position() = count(/data/g/h/r)]/x
calculate|bigv|||max(${v})
calculate|whobig|||${r}[v = max(${v})]/x
calculate|sumsome|||sum(${r}[y = 'a']/v)
calculate|cnt2|||count(${r}[y = 'a' and v > 3])
end group
end group
calculate|deep|||concat(/data/g/h/r[1]/x, ' ', ./../g/a)
text|eq|Eq|${x} = ${top}|||. != ${x}
#choices
list_name|name|label
l|a|A
l|b|B
l|c|C
#settings
form_id
data
""",
    "instances counted by expressions": """
#survey
type|name|label|relevant|calculation|repeat_count|constraint|default|trigger
integer|n|n
begin repeat|m|M|||if(${n} > 3, 3, ${n})
text|f|F
select_one l|s|S
begin repeat|k|K|${s} = 'a'||position(..)
integer|ka|KA||||. >= 0
calculate|kk|||concat(position(../..), '.', position(..))
end repeat
calculate|sk|||sum(${ka})
calculate|ck|||count(${k})
end repeat
calculate|sall|||sum(${ka})
calculate|call|||count(${ka})
calculate|ssel|||sum(${ka}[. > 2])
calculate|mx|||max(${ka})
calculate|sel|||count(${m}[selected(./s, 'a')])
begin repeat|p|P|${n} > 0
integer|q|Q
end repeat
calculate|sq|||sum(${q})
calculate|avg|||${sq} div count(${p})
calculate|avg2|||round(sum(${q}) div count-non-empty(${q}), 2)
begin group|gg|GG|sum(${q}) > 10
text|t|T
end group
calculate|anyeq|||${q} = 5
calculate|anyne|||${q} != 5
calculate|lone|||${q} + 1
calculate|w|||if(${t} = '', 'blank', ${t})
#choices
list_name|name|label
l|a|A
l|b|B
""",
    "lists that hang on one another": """
#survey
type|name|label|choice_filter|relevant|calculation
select_one main|m|M
select_one sub|s|S|g = ${m}
text|_x|X||selected(${s}, 'other') and ${m} = 'a'
calculate|nm||||jr:choice-name(${s}, '${s}')
calculate|lab||||instance('sub')/root/item[name = ${s} and g = ${m}]/label
begin group|grp|Grp
text|dup|Dup
calculate|cdup||||string-length(${dup})
end group
begin group|grp2|Grp2
text|inner|In
end group
#choices
list_name|name|label|g
main|a|A
main|b|B
sub|x|X of a|a
sub|other|Other of a|a
sub|x|X of b|b
sub|other|Other of b|b
#settings
form_title|form_id|allow_choice_duplicates
D|d|yes
""",
    "several symptoms and their weights": """
#survey
type|name|label|relevant|calculation|constraint|choice_filter|required
select_multiple sym|sy|Symptoms|||not(selected(., 'none') and count-selected(.) > 1) and count-selected(.) <= 3||yes
select_one sym|main|Main|count-selected(${sy}) > 1|||selected(${sy}, name) and name != 'none'
select_multiple sym|sec|Secondary|${main} != ''||not(selected(., ${main}))|name != ${main}
calculate|first|||selected-at(${sy}, 0)
calculate|nth|||selected-at(${sy}, 9)
calculate|cnt|||count-selected(${sy}) + count-selected(${sec})
calculate|uni|||concat(${sy}, ' ', ${sec})
calculate|has|||selected(${uni}, 'fever')
calculate|score|||if(selected(${sy}, 'fever'), 2, 0) + if(selected(${sec}, 'pain'), 3, 0)
calculate|sev|||if(${score} >= 3, 'high', if(${score} >= 2, 'mid', if(${score} > 0, 'low', 'none')))
note|hi|High|${sev} = 'high'
note|lo|Low|${sev} = 'low' or ${sev} = 'mid'
calculate|w|||sum(instance('sym')/root/item[selected(${sy}, name)]/weight)
calculate|w2|||instance('sym')/root/item[name = ${main}]/weight * 2
#choices
list_name|name|label|weight|order|note
sym|fever|Fever|3|1|x
sym|cough|Cough|1|2
sym|pain|Pain|2|3|y
sym|none|None|0|4
""",
    "towns from a file": """
#survey
type|name|label|choice_filter|calculation|appearance|parameters|relevant
select_one_from_file towns.csv|town|Town
text|reg|Region
select_one_from_file towns.csv|town2|Town|region = ${reg}|||value=code, label=title
select_multiple_from_file towns.csv|towns|Towns|pop > 50
calculate|pop|||pulldata('towns', 'pop', 'name', ${town})
calculate|lab|||instance('towns')/root/item[name = ${town}]/label
text|low|Low|||||${pop} < 100
calculate|cname|||jr:choice-name(${town}, '${town}')
#choices
list_name|name|label
""",
    "days, moments and times": """
#survey
type|name|label|calculation|constraint|relevant
date|dob|Dob||. <= today() and . > date('1900-01-01')
date|start_d|Start||. >= ${dob}
date|end_d|End||. >= ${start_d} or . = ''
calculate|dur||${end_d} - ${start_d}
calculate|dur2||int(decimal-date-time(${end_d}) - decimal-date-time(${start_d}))
calculate|months||int((decimal-date-time(${end_d}) - decimal-date-time(${start_d})) div 30.4375)
calculate|age2||floor((today() - ${dob}) div 365.25)
calculate|wk||floor((${end_d} - ${start_d}) div 7)
calculate|y||format-date(${dob}, '%Y')
calculate|isadult||${age2} >= 18
dateTime|m1|M1
dateTime|m2|M2||. > ${m1}
calculate|hrs||round((decimal-date-time(${m2}) - decimal-date-time(${m1})) * 24, 1)
calculate|day||date(${m1})
calculate|same||date(${m1}) = ${dob}
calculate|cut||substr(${m1}, 0, 10)
calculate|cuttime||substr(${m1}, 11, 16)
time|t1|T1
time|t2|T2||decimal-time(.) > decimal-time(${t1})
calculate|mins||(decimal-time(${t2}) - decimal-time(${t1})) * 24 * 60
note|n|It is ${dur}|||${dur} > 10 and ${isadult} = 'true'
note|n2|x|||${isadult} = true()
note|n3|x|||${isadult}
calculate|dtn||date-time(${dob})
calculate|fdt||format-date-time(${dob}, '%H:%M')
calculate|mm||max(${dob}, ${start_d})
""",
    "what is set off, begun with, worked out once": """
#survey
type|name|label|calculation|default|trigger|relevant|repeat_count
text|b|B
integer|a|A
date|d3|D3||today()
date|d4|D4||date(today() - 7)
calculate|o1||once(concat('x', ${b}))
calculate|o2||once(${b})
calculate|t1||now()||${b}
text|t3|T3|${b}||${a}
text|t4|T4||abc|${a}
begin repeat|r|R|||||${a}
text|rn|Rn||${b}
integer|rp|Rp||position(..)
calculate|once||once(concat(position(..), ${b}))
calculate|rt||concat(${rn}, '!')||${rn}
end repeat
select_one l|s|S||a
select_multiple l|m|M||a b
select_one l|sd|SD||${s}
text|hid|Hid||def||${s} = 'b'
calculate|reads||concat('<', ${hid}, '>')
hidden|hh|||5
calculate|usehh||${hh} + 1
#choices
list_name|name|label
l|a|A
l|b|B
""",
    "seeds of random orders": """
#survey
type|name|label|calculation|parameters|relevant
calculate|r||once(random())
calculate|u||once(uuid())
calculate|arm||once(if(${r} < 0.5, 'A', 'B'))
select_multiple l|s3|S3||randomize=true, seed=7
rank l|rk|Rank||randomize=true, seed=9
calculate|ord||join(' ', randomize(instance('l')/root/item/name, 5))
text|onlya|Only A|||${arm} = 'A'
integer|seedy|Seed
calculate|ord2||join(' ', randomize(instance('l')/root/item/name, ${seedy}))
#choices
list_name|name|label
l|a|A
l|b|B
l|c|C
l|d|D
l|e|E
""",
}
TOWNS = """name,label,region,pop
t1,Alpha,n,100
t2,"Beta, the second",s,20
t3,Gamma,n,300
"""


def written(name: str, folder: Path) -> Path:
    """The workbook of a form, with the file that one of them reads beside it."""
    sheets: dict[str, list[list[str]]] = {}
    for line in OWN_FORMS[name].strip().splitlines():
        if line.startswith("#"):
            sheets[line[1:]] = []
        else:
            sheets[list(sheets)[-1]].append(line.split("|"))
    (folder / "towns.csv").write_text(TOWNS, encoding="utf-8")
    return workbook(folder / "form.xlsx", sheets)
