"""A small questionnaire with every kind of question that a page asks, a repeat and a scale."""

QUESTIONS = """
choices:
  - {list_name: often, name: "1", label: {fr: Jamais, ar: أبدا}}
  - {list_name: often, name: "2", label: {fr: Parfois, ar: أحيانا}}
  - {list_name: often, name: "3", label: {fr: Toujours, ar: دائما}}
  - {list_name: regions, name: north, label: {fr: Nord, ar: شمال}}
  - {list_name: regions, name: south, label: {fr: Sud, ar: جنوب}}
  - {list_name: towns, name: lille, label: {fr: Lille, ar: ليل}, columns: {region: north}}
  - {list_name: towns, name: nice, label: {fr: Nice, ar: نيس}, columns: {region: south}}
survey:
  - type: select_one often
    name: calm
    label: {fr: Je suis calme., ar: أنا هادئ.}
    hint: {fr: Ces jours-ci., ar: هذه الأيام.}
    guidance_hint: {fr: Lire doucement., ar: ببطء.}
    appearance: likert
  - {type: begin_group, name: home, label: {fr: Chez vous, ar: بيتكم}, appearance: field-list}
  - type: integer
    name: people
    label: {fr: Combien ?, ar: كم؟}
    constraint: . < 20
    constraint_message: {fr: De 1 à 19., ar: من 1 إلى 19.}
    required: "yes"
    required_message: {fr: Il le faut., ar: لا بد منه.}
  - {type: note, name: told, label: {fr: "Vous êtes ${people}.", ar: "أنتم ${people}."}, relevant: "${people} > 1"}
  - {type: select_one regions, name: region, label: {fr: Région, ar: المنطقة}, appearance: minimal}
  - {type: select_one towns, name: town, label: {fr: Ville, ar: المدينة}, choice_filter: "region = ${region}"}
  - {type: end_group}
  - {type: begin_group, name: more, label: {fr: Encore, ar: أيضا}, appearance: field-list}
  - {type: decimal, name: rent, label: {fr: Loyer, ar: الإيجار}}
  - {type: date, name: since, label: {fr: Depuis, ar: منذ}}
  - {type: time, name: hour, label: {fr: Heure, ar: ساعة}}
  - {type: dateTime, name: moment, label: {fr: Moment, ar: لحظة}}
  - {type: select_multiple often, name: several, label: {fr: Plusieurs, ar: عدة}}
  - {type: end_group}
  - {type: begin_group, name: rare, label: {fr: Rares, ar: نادرة}, appearance: field-list}
  - {type: rank often, name: order, label: {fr: Ordre, ar: ترتيب}}
  - {type: geopoint, name: place, label: {fr: Lieu, ar: مكان}}
  - {type: geotrace, name: way, label: {fr: Chemin, ar: طريق}}
  - {type: barcode, name: code, label: {fr: Code, ar: رمز}}
  - {type: acknowledge, name: seen, label: {fr: Vu, ar: رأيت}}
  - {type: image, name: picture, label: {fr: Image, ar: صورة}}
  - {type: file, name: paper, label: {fr: Papier, ar: ورقة}}
  - {type: end_group}
  - {type: begin_repeat, name: child, label: {fr: Enfant, ar: طفل}}
  - {type: text, name: called, label: {fr: Son nom, ar: اسمه}}
  - {type: end_repeat}
  - {type: range, name: trust, label: {fr: Confiance, ar: الثقة}, parameters: start=0 end=10 step=1}
  - {type: text, name: words, label: {fr: Un mot ?, ar: كلمة؟}, appearance: multiline}
scales:
  - name: calmness
    label: {fr: Calme, ar: هدوء}
    items: [calm]
    minimum_answered: 1
    score_range: [1, 3]
    source: ⟦ours⟧
"""
