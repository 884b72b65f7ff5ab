// A questionnaire in the page, decided as the server would, who alone decides.

const MOST_INSTANCES = 1000;
const INTEGER = 2 ** 31;

// `tree` comes from survey/forms/page_tree.py. The files do not import one another: their addresses change.
export function makeForm(tree, interpreter) {
  const { Node, evaluate, textOf, numberOf, truthOf } = interpreter;
  const { now, zone } = tree;
  const [nodes, lists, below] = [tree.nodes, tree.lists, {}].map((names) => ({ __proto__: null, ...names }));
  const answers = new Map(Object.entries(tree.answers));
  const hidden = new Set(tree.hidden);
  const interned = new Map();
  const working = new Set(); // the nodes that are being decided
  let known = new Map(); // what was decided since an answer changed
  let own = null; // the node whose expression is being worked out
  for (const [name, { parent = "" }] of Object.entries(nodes)) below[parent] = [...(below[parent] ?? []), name];

  // A question, a group or an instance of a repeat; "" is the form itself.
  class FormNode extends Node {
    constructor(name, indices) {
      super();
      Object.assign(this, { name, indices, key: name + indices.map((index) => `[${index}]`).join("") });
    }

    get parent() {
      if (!this.name) return outside;
      const parent = nodes[this.name].parent ?? "";
      return nodeOf(parent, this.indices.slice(0, repeatsOf(parent).length));
    }

    get position() {
      return nodes[this.name]?.repeat ? this.indices[this.indices.length - 1] : 1;
    }

    get text() {
      return form.text(this);
    }

    children(name) {
      const names = (below[this.name] ?? []).filter((each) => each === name);
      return names.flatMap((each) => instances(each, this.indices));
    }
  }

  // A list of choices, one of its items, a column of one; or where absolute paths begin.
  class Row extends Node {
    constructor(parent, name, position, text, inside) {
      super();
      Object.assign(this, { parent, name, position, text });
      this.inside = inside(this);
    }

    children(name) {
      if (!this.parent && name === "root") return [this]; // `instance('list')` is its own root
      return this.inside.filter((node) => node.name === name);
    }
  }

  function nodeOf(name, indices) {
    const node = new FormNode(name, indices);
    if (!interned.has(node.key)) interned.set(node.key, node);
    return interned.get(node.key);
  }

  // The repeats that number a node's instances, the outer one first, itself included.
  function repeatsOf(name) {
    if (!name) return [];
    const above = repeatsOf(nodes[name].parent ?? "");
    return nodes[name].repeat ? [...above, name] : above;
  }

  // The nodes of a name directly in one, once for each instance of a repeat.
  function instances(name, indices) {
    if (!nodes[name].repeat) return [nodeOf(name, indices)];
    return Array.from({ length: form.count(name, indices) }, (_, index) => nodeOf(name, [...indices, index + 1]));
  }

  const root = nodeOf("", []);
  const outside = { name: "", text: "", parent: null, position: 1, depth: 0, isIn: () => false, children: () => [root] };

  // What an expression of a node gives, or `failed` when it cannot be told.
  function tried(node, failed, work) {
    const before = own;
    own = node;
    try {
      return work({ form, current: node, self: node });
    } catch {
      return failed;
    } finally {
      own = before;
    }
  }

  // Worked out once until an answer changes; what waits for itself cannot be told.
  function once(kind, node, work) {
    const key = `${kind} ${node.key}`;
    if (!known.has(key)) {
      if (working.has(node)) throw new RangeError("a circle");
      working.add(node);
      try {
        known.set(key, work());
      } finally {
        working.delete(node);
      }
    }
    return known.get(key);
  }

  function decided(node, kind, failed) {
    const condition = nodes[node.name][kind];
    return condition ? tried(node, failed, (context) => truthOf(evaluate(condition, context))) : failed;
  }

  const columns = (item) => (row) =>
    Object.entries(item).map(([name, text]) => new Row(row, name, 1, text, () => []));
  const rows = (items) => (list) => items.map((item, index) => new Row(list, "item", index + 1, "", columns(item)));

  const CASTS = {
    int(text) {
      const number = Math.trunc(figure(text));
      return number >= -INTEGER && number < INTEGER ? String(number + 0) : "";
    },
    decimal(text) {
      const style = { useGrouping: false, minimumFractionDigits: 1, maximumFractionDigits: 20 };
      return Number.isFinite(figure(text)) ? figure(text).toLocaleString("en-US", style) : "";
    },
  };
  const figure = (text) => (text.trim() ? Number(text) : NaN);

  function valueOf(node) {
    const { calculation, cast, filter } = nodes[node.name];
    if (calculation) {
      const text = tried(node, "", (context) => textOf(evaluate(calculation, context)));
      return text && cast ? CASTS[cast](text) : text;
    }
    const text = form.given(node);
    if (!filter || !text) return text;
    const names = form.choices(node);
    return text.split(" ").filter((name) => names.includes(name)).join(" ");
  }

  const form = {
    root: outside,
    now,

    // The node of a key: `age`, `age[2]`; the form itself for "".
    node(key) {
      const [name, ...indices] = key.replaceAll("]", "").split("[");
      return nodeOf(name, indices.map(Number));
    },

    // Digits as numerals.py writes them.
    written(text) {
      const [pattern, marks] = tree.digits ?? ["$^"];
      const local = (number) => number.replace(/\..*\./.test(number) ? /\d/g : /./g, (mark) => marks[mark]);
      return text.replace(RegExp(pattern, "g"), (run, number) => (number ? local(number) : run));
    },

    set(key, text) {
      answers.set(key, text);
      known = new Map();
    },

    // `${name}` at a node: of the instances both stand in, of all of other repeats.
    named(name, current) {
      if (!nodes[name]) return [new Row(null, name, 1, "", () => [])]; // what is not asked at all is blank
      const wanted = repeatsOf(nodes[name].parent ?? "");
      const shared = repeatsOf((nodes[current.name] ?? {}).parent ?? "");
      let count = 0;
      while (count < wanted.length && wanted[count] === shared[count]) count += 1;
      let places = [(current.indices ?? []).slice(0, count)];
      for (const repeat of wanted.slice(count)) {
        places = places.flatMap((indices) => instances(repeat, indices).map((node) => node.indices));
      }
      return places.flatMap((indices) => instances(name, indices));
    },

    count(name, indices) {
      const node = nodeOf(name, indices);
      const { count } = nodes[name];
      const number = count
        ? tried(node, 0, (context) => numberOf(evaluate(count, context), form))
        : Number(answers.get(node.key) ?? 1);
      return Math.trunc(Math.min(Math.max(number || 0, 0), MOST_INSTANCES));
    },

    isRelevant(node) {
      if (!node.name) return true;
      if (hidden.has(node.key)) return false;
      return once("relevant", node, () => form.isRelevant(node.parent) && decided(node, "relevant", true));
    },

    // A number as a question bound to a type keeps it.
    cast: (type, text) => CASTS[type](text),

    isRequired: (node) => decided(node, "required", false),
    holds: (node) => !node.text || decided(node, "constraint", true),

    // Answered, or worked out before.
    given: (node) => answers.get(node.key) ?? "",

    text(node) {
      if (!node.name || below[node.name]) return "";
      if (working.has(node) && own === node) return form.given(node);
      return form.isRelevant(node) ? once("text", node, () => valueOf(node)) : "";
    },

    // The names of the choices that a question offers now.
    choices(node) {
      const { list, filter } = nodes[node.name];
      const items = form.instance(list)[0].children("item");
      const passes = (context) => (self, index) => {
        const value = evaluate(filter, { ...context, self, position: index + 1, size: items.length });
        return typeof value === "number" ? value === index + 1 : truthOf(value);
      };
      const offered = filter ? tried(node, items, (context) => items.filter(passes(context))) : items;
      return offered.map((item) => textOf(item.children("name")));
    },

    choiceLabel(name, value, current) {
      const [node] = form.named(name, current);
      const item = lists[nodes[name].list].find((item) => item.name === value);
      return item && form.choices(node).includes(value) ? item.label : "";
    },

    instance(name) {
      if (!lists[name]) return [];
      const key = `list ${name}`;
      if (!interned.has(key)) interned.set(key, new Row(null, "root", 1, "", rows(lists[name])));
      return [interned.get(key)];
    },

    // The offset of the place's clock: `+02:00`.
    zoneAt(milliseconds) {
      if (!zone) return now.slice(-6);
      const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
      return /[+-]\d\d:\d\d/.exec(format.format(milliseconds))?.[0] ?? "+00:00";
    },
  };
  return form;
}
