// Works out the tree of an expression exactly as the server does: docs/decisions/expression_tree.md.
// A value is a truth, a number, a text, a Day or an array of nodes.

const DAY = 86400000;
const LONGEST_TEXT = 500;
const NUMBER = /^[+-]?(\d+\.?\d*(e[+-]?\d+)?|\.\d+(e[+-]?\d+)?|Infinity)$/i;
const MOMENT = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(\.\d+)?)?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?$/;
const TIME = /^\d\d:\d\d(:[0-5]\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)?$/;

// What a path walks over: the nodes of a form (form.mjs), lists of choices and their columns. Each has a `text`, its
// `children(name)`, a `parent` or null, and its `position` among those of its name.
export class Node {
  isIn(other) {
    return this === other || Boolean(this.parent?.isIn(other));
  }

  get depth() {
    return this.parent ? this.parent.depth + 1 : 0;
  }
}

// A day, or a moment of one: its days since 1970 by the clock of the place, and the text it is written as.
class Day {
  constructor(days, text) {
    Object.assign(this, { days, text });
  }
}

const trimmed = (text) => text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
const words = (text) => trimmed(text).split(/[ \t\r\n]+/);

// A date that holds, as if in UTC, what the clock of the place shows; null when the text names no moment.
function momentOf(text, form) {
  const found = MOMENT.exec(text);
  if (!found) return null;
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = 0, zone] = found;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (+year === 0 || date.getUTCMonth() !== month - 1 || hour > 23 || minute > 59 || second > 59) return null;
  date.setUTCHours(hour, minute, second, Math.floor(+`0${fraction}e3`));
  if (!zone) return date;
  const utc = date - minutesOf(zone) * 60000;
  return new Date(utc + minutesOf(form.zoneAt(utc)) * 60000);
}

function minutesOf(zone) {
  const minutes = zone.slice(1, 3) * 60 + +zone.slice(4);
  return zone[0] === "-" ? -minutes : minutes;
}

const momentAt = (days) => new Date(Math.floor(days * DAY + 0.5));

function dayOf(date, form) {
  if (!date || Number.isNaN(+date)) return NaN;
  const [day, time] = date.toISOString().slice(0, -1).split("T");
  return new Day(date / DAY, time === "00:00:00.000" ? day : `${day}T${time}${form.zoneAt(date - minutesOf(form.zoneAt(+date)) * 60000)}`);
}

const dayNamed = (text, form) => dayOf(momentOf(text, form), form);

export function textOf(value) {
  if (Array.isArray(value)) return value.length ? value[0].text : "";
  if (value instanceof Day) return value.text;
  return Number.isNaN(value) ? "" : String(value);
}

export function numberOf(value, form) {
  if (typeof value === "number" || typeof value === "boolean") return +value;
  if (value instanceof Day) return value.days;
  const text = textOf(value);
  const figures = trimmed(text);
  if (NUMBER.test(figures)) return +figures;
  if (!figures && text && typeof value === "string") return 0;
  const moment = momentOf(text, form);
  return moment ? moment / DAY : NaN;
}

export function truthOf(value) {
  if (Array.isArray(value)) return value.length > 0;
  return value instanceof Day ? value.days !== 0 : Boolean(value);
}

const isNumeric = (value) => typeof value === "number" || value instanceof Day;

const valuesOf = (value) => (Array.isArray(value) ? value.map((node) => node.text) : [value]);

// Whether something holds between any values of both sides.
const some = (left, right, holds) => valuesOf(left).some((one) => valuesOf(right).some((other) => holds(one, other)));

function equal(left, right, form) {
  if (isNumeric(left) || isNumeric(right)) return numberOf(left, form) === numberOf(right, form);
  return left === right;
}

const compared = (wanted) => ([, left, right], context) => {
  const [one, other] = [evaluate(left, context), evaluate(right, context)];
  if (typeof one === "boolean" || typeof other === "boolean") return (truthOf(one) === truthOf(other)) === wanted;
  return some(one, other, (one, other) => equal(one, other, context.form) === wanted);
};

const ordered = (holds) => ([, left, right], context) =>
  some(evaluate(left, context), evaluate(right, context), (one, other) =>
    holds(numberOf(one, context.form), numberOf(other, context.form)),
  );

const numbered = (compute) => ([, ...parts], context) =>
  parts.map((part) => numberOf(evaluate(part, context), context.form)).reduce(compute);

const KINDS = {
  number: ([, number]) => number,
  string: ([, text]) => text,
  self: (tree, context) => [context.self],
  current: (tree, context) => [context.current],
  root: (tree, context) => [context.form.root],
  instance: ([, name], context) => context.form.instance(name),
  answer: ([, name, ...predicates], context) => {
    const nodes = context.form.named(name, context.current);
    return predicates.length ? siblings(nodes).flatMap((some) => filtered(some, predicates, context)) : nodes;
  },
  path: ([, start, ...steps], context) => steps.reduce((nodes, step) => stepped(nodes, step, context), nodesOf(start, context)),
  or: ([, ...parts], context) => parts.some((part) => truthOf(evaluate(part, context))),
  and: ([, ...parts], context) => parts.every((part) => truthOf(evaluate(part, context))),
  "=": compared(true),
  "!=": compared(false),
  "<": ordered((left, right) => left < right),
  "<=": ordered((left, right) => left <= right),
  ">": ordered((left, right) => left > right),
  ">=": ordered((left, right) => left >= right),
  "+": numbered((left, right) => left + right),
  "*": numbered((left, right) => left * right),
  div: numbered((left, right) => left / right),
  mod: numbered((left, right) => left % right),
  neg: ([, part], context) => -numberOf(evaluate(part, context), context.form),
  call: ([, name, ...parts], context) => FUNCTIONS[name](new Call(parts, context)),
};

// The value of a tree. A context holds the `form`, the node `current` that the expression belongs to, the node `self`
// of `.`, and within a predicate the `position` of that node among `size`. It throws where the server would fail, too.
export function evaluate(tree, context) {
  return KINDS[tree[0]](tree, context);
}

function nodesOf(tree, context) {
  const value = evaluate(tree, context);
  if (!Array.isArray(value)) throw new TypeError("nodes were expected");
  return value;
}

// Nodes by what they stand in.
function siblings(nodes) {
  const groups = new Map();
  for (const node of nodes) groups.set(node.parent, [...(groups.get(node.parent) ?? []), node]);
  return [...groups.values()];
}

function stepped(nodes, [kind, name, ...predicates], context) {
  if (kind === "self") return nodes;
  if (kind === "filter") return filtered(nodes, [name], context);
  if (kind === "parent") return [...new Set(nodes.map((node) => node.parent).filter(Boolean))];
  return nodes.flatMap((node) => filtered(node.children(name), predicates, context));
}

function filtered(nodes, predicates, context) {
  for (const predicate of predicates) {
    const size = nodes.length;
    nodes = nodes.filter((self, index) => {
      const value = evaluate(predicate, { ...context, self, position: index + 1, size });
      return isNumeric(value) ? numberOf(value) === index + 1 : truthOf(value);
    });
  }
  return nodes;
}

// Arguments, each worked out when it is asked for.
class Call {
  constructor(parts, context) {
    Object.assign(this, { parts, context, count: parts.length });
  }

  value(index) {
    return index < this.count ? evaluate(this.parts[index], this.context) : [this.context.self];
  }

  text(index) {
    return textOf(this.value(index));
  }

  number(index) {
    return numberOf(this.value(index), this.context.form);
  }

  nodes(index) {
    return nodesOf(this.parts[index], this.context);
  }

  // The nodes of an argument in all instances, also when asked from inside one of them.
  everywhere(index) {
    const part = this.parts[index];
    return part[0] === "answer" ? this.context.form.named(part[1], this.context.form.root) : this.nodes(index);
  }

  // The values of the arguments from one on; nodes give their texts one by one.
  values(from = 0) {
    return this.parts.slice(from).flatMap((part) => valuesOf(evaluate(part, this.context)));
  }

  numbers() {
    return this.values().map((value) => numberOf(value, this.context.form));
  }
}

const FORMATS = {
  Y: (date) => date.toISOString().slice(0, 4),
  y: (date) => date.toISOString().slice(2, 4),
  m: (date) => date.toISOString().slice(5, 7),
  n: (date) => date.getUTCMonth() + 1,
  d: (date) => date.toISOString().slice(8, 10),
  e: (date) => date.getUTCDate(),
  H: (date) => date.toISOString().slice(11, 13),
  h: (date) => date.getUTCHours(),
  M: (date) => date.toISOString().slice(14, 16),
  S: (date) => date.toISOString().slice(17, 19),
  3: (date) => date.toISOString().slice(20, 23),
};

function formatted(call) {
  const date = momentOf(call.text(0), call.context.form);
  return date ? call.text(1).replace(/%[YymndeHhMS3]/g, (letter) => FORMATS[letter[1]](date)) : "";
}

function dated(call) {
  const [value, { form }] = [call.value(0), call.context];
  if (typeof value === "boolean") return "";
  if (isNumeric(value)) return dayOf(momentAt(numberOf(value)), form);
  const text = textOf(value).replace(/^(\d{4}-)([1-9]-.*)$/, "$10$2").replace(/^(\d{4}-\d\d-)([1-9](T.*)?)$/, "$10$2");
  return text && dayNamed(text, form);
}

function asNumber(call) {
  const [value, number] = [call.value(0), call.number(0)];
  if (isNumeric(value)) return value;
  return !Number.isNaN(number) && textOf(value).includes("T") ? new Day(number, String(Math.floor(number))) : number;
}

function decimalDate(call) {
  if (isNumeric(call.value(0))) return call.number(0);
  const date = momentOf(call.text(0), call.context.form);
  return date ? date / DAY : NaN;
}

function rounded(call) {
  const [value, scale] = [call.number(0), 10 ** (call.count > 1 ? call.number(1) : 0)];
  return (Math.round(Math.abs(value) * scale) / scale) * (value < 0 ? -1 : 1);
}

const cut = (text, start, end) => (Number.isNaN(start + end) ? "" : text.slice(Math.max(0, start), Math.max(0, end)));

function substring(call) {
  const [text, start] = [call.text(0), Math.round(call.number(1)) - 1];
  return cut(text, start, call.count > 2 ? start + Math.round(call.number(2)) : text.length);
}

function substr(call) {
  const text = call.text(0);
  const places = [1, 2].map((index) => (index < call.count ? parseInt(call.text(index)) : text.length));
  return cut(text, ...places.map((place) => (place < 0 ? place + text.length : place)));
}

function position(call) {
  if (!call.count) return call.context.position ?? 1;
  const nodes = call.nodes(0);
  if (nodes.length > 1) throw new RangeError("one node was expected");
  return nodes.length ? nodes[0].position : NaN;
}

// The nodes of the first argument in the instances that the pairs after it name, the outer repeat first.
function indexedRepeat(call) {
  const pairs = [];
  for (let index = 1; index < call.count; index += 2) pairs.push([call.everywhere(index), call.number(index + 1)]);
  let within = null;
  for (const [nodes, number] of pairs.sort(([one], [other]) => (one[0]?.depth ?? 0) - (other[0]?.depth ?? 0))) {
    within = nodes.filter((node) => !within || node.isIn(within))[number - 1];
    if (!within) return [];
  }
  return call.everywhere(0).filter((node) => node.isIn(within));
}

// Patterns are safe up to this length.
function matches(text, pattern) {
  if (text.length > LONGEST_TEXT) throw new RangeError("only the server tells");
  return new RegExp(pattern, "u").test(text);
}

function decimalTime(call) {
  const moment = TIME.test(call.text(0)) && momentOf(`1970-01-01T${call.text(0)}`, call.context.form);
  return moment ? ((moment % DAY) + DAY) % DAY / DAY : NaN;
}

// A text holds when it is not blank.
function checked(call) {
  const met = call.values(2).filter((value) => truthOf(typeof value === "string" ? value.trim() : value)).length;
  const [least, most] = [call.number(0), call.number(1)];
  return most === -1 ? least < 1 || met >= least : met >= least && met <= most;
}

const ofTexts = (work) => (call) => work(call.text(0), call.count > 1 ? call.text(1) : "");
const ofNumber = (work) => (call) => work(call.number(0));
const ofNumbers = (work) => (call) => (call.numbers().length ? work(call.numbers()) : NaN);

export const FUNCTIONS = {
  true: () => true,
  false: () => false,
  not: (call) => !truthOf(call.value(0)),
  boolean: (call) => truthOf(call.value(0)),
  "boolean-from-string": ofTexts((text) => text === "1" || text === "true"),
  if: (call) => call.value(truthOf(call.value(0)) ? 1 : 2),
  coalesce: (call) => call.text(0) || call.text(1),
  once: (call) => call.context.form.given(call.context.current) || call.text(0),
  checklist: checked,
  string: ofTexts((text) => text),
  concat: (call) => call.values().map(textOf).join(""),
  join: (call) => call.values(1).map(textOf).join(call.text(0)),
  contains: ofTexts((text, part) => text.includes(part)),
  "starts-with": ofTexts((text, part) => text.startsWith(part)),
  "ends-with": ofTexts((text, part) => text.endsWith(part)),
  "string-length": ofTexts((text) => text.length),
  "normalize-space": ofTexts((text) => words(text).join(" ")),
  "substring-before": ofTexts((text, mark) => text.slice(0, Math.max(0, text.indexOf(mark)))),
  "substring-after": ofTexts((text, mark) => (mark ? text.split(mark).slice(1).join(mark) : text)),
  substring,
  substr,
  number: asNumber,
  int: ofNumber(Math.trunc),
  round: rounded,
  floor: ofNumber(Math.floor),
  ceiling: ofNumber(Math.ceil),
  abs: ofNumber(Math.abs),
  pow: (call) => call.number(0) ** call.number(1),
  max: ofNumbers((numbers) => Math.max(...numbers)),
  min: ofNumbers((numbers) => Math.min(...numbers)),
  sum: ofNumbers((numbers) => numbers.reduce((left, right) => left + right)),
  count: (call) => call.nodes(0).length,
  "count-non-empty": (call) => call.nodes(0).filter((node) => node.text).length,
  last: (call) => call.context.size ?? 1,
  selected: ofTexts((text, name) => words(text).includes(trimmed(name))),
  regex: ofTexts(matches),
  "jr:choice-name": (call) => call.context.form.choiceLabel(call.text(1), call.text(0), call.context.current),
  position,
  "indexed-repeat": indexedRepeat,
  "count-selected": ofTexts((text) => words(text).filter(Boolean).length),
  "selected-at": ofTexts((text, place) => words(text)[parseInt(place)] ?? ""),
  today: (call) => dayNamed(call.context.form.now.slice(0, 10), call.context.form),
  now: (call) => dayNamed(call.context.form.now, call.context.form),
  date: dated,
  "date-time": dated,
  "format-date": formatted,
  "format-date-time": formatted,
  "decimal-time": decimalTime,
  "decimal-date-time": decimalDate,
};
