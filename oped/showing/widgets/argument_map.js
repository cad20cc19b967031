/** The argument map's page: an outline of rows with a depth each, beside the drawing that Python makes of it. */

const MOST_UNDONE = 100;
const KIND_UNDER = { "": "claim", claim: "reason", reason: "evidence", evidence: "objection", warrant: "evidence", objection: "reason" };
const MET = { "": "met?", yes: "met", no: "not met" };

/** Where the branch ends that begins at this row: the first row after it that is not deeper. */
function branchEnd(nodes, at) {
  const end = nodes.findIndex((node, index) => index > at && node.depth <= nodes[at].depth);
  return end < 0 ? nodes.length : end;
}

function moved(nodes, from, end, by) {
  return nodes.slice(from, end).map((node) => ({ ...node, depth: node.depth + by }));
}

/** Every change of place: from the rows and a row's place to the new rows, or to nothing where it can't be done. */
const MOVES = {
  in(nodes, at) {
    if (at === 0 || nodes[at - 1].depth < nodes[at].depth) return undefined;
    const end = branchEnd(nodes, at);
    return [...nodes.slice(0, at), ...moved(nodes, at, end, 1), ...nodes.slice(end)];
  },
  out(nodes, at) {
    if (nodes[at].depth === 0) return undefined;
    const above = nodes.findLastIndex((node, index) => index < at && node.depth < nodes[at].depth);
    const [end, place] = [branchEnd(nodes, at), branchEnd(nodes, above)];
    return [...nodes.slice(0, at), ...nodes.slice(end, place), ...moved(nodes, at, end, -1), ...nodes.slice(place)];
  },
  up(nodes, at) {
    const before = nodes.findLastIndex((node, index) => index < at && node.depth <= nodes[at].depth);
    if (before < 0 || nodes[before].depth < nodes[at].depth) return undefined;
    const end = branchEnd(nodes, at);
    return [...nodes.slice(0, before), ...nodes.slice(at, end), ...nodes.slice(before, at), ...nodes.slice(end)];
  },
  down(nodes, at) {
    const next = branchEnd(nodes, at);
    return next < nodes.length && nodes[next].depth === nodes[at].depth ? MOVES.up(nodes, next) : undefined;
  },
  remove(nodes, at) {
    return [...nodes.slice(0, at), ...nodes.slice(branchEnd(nodes, at))];
  },
};

const DONE = { in: "put in", out: "put out", up: "moved up", down: "moved down" };
const REFUSED = {
  in: "There is no part above it to stand under.",
  out: "It stands at the top already.",
  up: "It is the first under its part already.",
  down: "It is the last under its part already.",
};
const MOVE_OF_KEY = { ArrowRight: "in", ArrowLeft: "out", ArrowUp: "up", ArrowDown: "down", Delete: "remove" };

function chooser(options, act) {
  const node = make("select", { class: "oped-text" }, ...Object.entries(options).map(([value, name]) => make("option", { value }, name)));
  node.addEventListener("change", () => act(node.value));
  return node;
}

/** One part: its number, kind, text, sentences, and whether the piece says it or meets it. */
class PartRow {
  constructor(outline, id) {
    Object.assign(this, { outline, id });
    const change = (name) => (value) => outline.change(this, name, value);
    this.number = make("b", {});
    const names = make("span", { class: "oped-number" }, this.number, make("span", { class: "oped-id" }, id));
    this.kind = chooser(Object.fromEntries(outline.kinds.map((kind) => [kind, kind])), change("kind"));
    this.text = make("textarea", { class: "oped-text", rows: "1", maxlength: "400", placeholder: "say it in one short sentence" });
    this.sentence = make("input", { type: "text", class: "oped-text", maxlength: "60", placeholder: "p01s1", title: "The sentences that say it" });
    this.stated = make("input", { type: "checkbox" });
    this.met = chooser(MET, change("met"));
    for (const field of ["text", "sentence"]) {
      this[field].addEventListener("input", () => outline.type(this, field, this[field].value));
    }
    this.stated.addEventListener("change", () => outline.change(this, "stated", this.stated.checked));
    this.said = make("label", { class: "oped-said" }, this.stated, "said");
    const marks = make("div", { class: "oped-part-marks" }, this.sentence, this.said, this.met);
    this.node = make("li", { class: "oped-row oped-part" }, names, this.kind, this.text, marks);
  }

  get stop() {
    return this.text;
  }

  show(node, number) {
    Object.assign(this, { place: number });
    const fields = { kind: "Kind", text: "Text", sentence: "Sentences", stated: "Said in the piece", met: "Whether the piece meets" };
    for (const [field, name] of Object.entries(fields)) this[field].setAttribute("aria-label", `${name}, ${number}`);
    this.number.textContent = number;
    this.node.style.setProperty("--oped-depth", node.depth);
    this.kind.value = node.kind;
    this.stated.checked = node.stated;
    this.met.value = node.met;
    this.met.hidden = node.kind !== "objection";
    for (const field of ["text", "sentence"]) if (this[field].value !== node[field]) this[field].value = node[field];
  }

  draw() {
    const reachable = this === this.outline.current;
    this.node.classList.toggle("oped-current", reachable);
    for (const field of [this.kind, this.text, this.sentence, this.stated, this.met]) field.tabIndex = reachable ? 0 : -1;
    this.fit();
  }

  /** Make the text's field as tall as the text. */
  fit() {
    this.text.style.height = "auto";
    if (this.text.scrollHeight) this.text.style.height = `${this.text.scrollHeight + 2}px`;
  }
}

class Outline extends Page {
  constructor(model) {
    super(model, "argument", "Argument map");
    this.kinds = Object.keys(model.get("_kinds"));
    this.byId = new Map();
    this.past = [];
    this.undoing = button("Undo", () => this.undo());
    const act = (name, does, label) => {
      const node = button(name, () => this.current && this.move(does));
      node.setAttribute("aria-label", label);
      node.title = label;
      return node;
    };
    const bar = new Toolbar("Change the current part", [
      button("+ Add below", () => this.add()),
      act("‹ Out", "out", "Put it out by one step"),
      act("In ›", "in", "Put it in, under the part above"),
      act("↑ Up", "up", "Move it up"),
      act("↓ Down", "down", "Move it down"),
      act("× Remove", "remove", "Remove it with all that stands under it"),
      this.undoing,
    ]);
    this.picture = make("img", { class: "oped-picture" });
    this.mend = this.told("To mend");
    this.open = this.told("Still open");
    this.fill([], [bar.node, this.status()]);
    const editor = make("div", { class: "oped-editor" }, this.list, this.mend, this.open);
    this.say("The buttons, or the keys above, change the part that you are in.");
    this.node.append(make("div", { class: "oped-beside" }, editor, this.picture));
    this.tell("add", "Enter");
    this.tell("out, in", "Alt + ←", "→");
    this.tell("move", "Alt + ↑", "↓");
    this.tell("remove", "Alt + Delete");
    this.tell("undo", "Alt + Z");
    new ResizeObserver(() => this.rows.forEach((row) => row.fit())).observe(this.list);
  }

  told(name) {
    const list = make("ul", {});
    return Object.assign(make("div", { class: "oped-told" }, make("p", {}, name), list), { list });
  }

  get nodes() {
    return this.model.get("_nodes");
  }

  get at() {
    return this.nodes.findIndex(({ id }) => id === this.current?.id);
  }

  /** Show the rows in their order; rows that stay keep their place on the page, and so the focus. */
  draw() {
    const places = [];
    this.rows = this.nodes.map((node) => {
      places.length = node.depth + 1;
      places[node.depth] = (places[node.depth] ?? 0) + 1;
      return this.rowOf(node, places.join("."));
    });
    if (!this.rows.includes(this.current)) this.current = this.rows[0];
    const focused = document.activeElement;
    if (this.rows.some((row, at) => this.list.children[at] !== row.node) || this.list.children.length > this.rows.length) {
      this.list.replaceChildren(...this.rows.map((row) => row.node));
      if (this.list.contains(focused)) focused.focus();
    }
    super.draw();
    this.drawRest();
  }

  drawRest() {
    const [problems, gaps, nodes] = [this.model.get("_problems"), this.model.get("_gaps"), this.nodes];
    this.progress.textContent = `${nodes.length} part${nodes.length === 1 ? "" : "s"}, ${problems.length} to mend`;
    this.undoing.disabled = !this.past.length;
    this.picture.src = `data:image/svg+xml;base64,${this.model.get("_picture")}`;
    this.picture.alt = `The map drawn: ${nodes.length} parts, as in the outline.`;
    for (const [part, lines] of [[this.mend, problems], [this.open, gaps]]) {
      part.hidden = !lines.length;
      part.list.replaceChildren(...lines.map((line) => make("li", {}, line)));
    }
  }

  rowOf(node, number) {
    if (!this.byId.has(node.id)) {
      const row = new PartRow(this, node.id);
      row.node.addEventListener("focusin", () => this.reach(row));
      this.byId.set(node.id, row);
    }
    const row = this.byId.get(node.id);
    row.show(node, number);
    return row;
  }

  /** Take new rows on; `kind` joins changes of one kind, such as the letters of a text, to one step of undoing. */
  set(nodes, kind) {
    if (!kind || kind !== this.lastKind) this.past = [...this.past, this.nodes].slice(-MOST_UNDONE);
    this.lastKind = kind;
    this.model.set("_nodes", nodes);
    this.model.save_changes();
  }

  change(row, field, value, kind) {
    this.set(this.nodes.map((node) => (node.id === row.id ? { ...node, [field]: value } : node)), kind);
  }

  type(row, field, value) {
    this.change(row, field, value.replaceAll("\n", " "), `${row.id} ${field}`);
  }

  /** Add a part after the current one and all under it; under a lone main claim it is a reason. */
  add() {
    const [nodes, at] = [this.nodes, this.at];
    const used = nodes.map(({ id }) => Number(/^a(\d+)$/.exec(id)?.[1] ?? 0));
    const id = `a${`${Math.max(0, ...used) + 1}`.padStart(2, "0")}`;
    const isTop = at >= 0 && nodes[at].depth === 0 && nodes[at].kind === "claim";
    const kind = at < 0 || isTop ? KIND_UNDER[nodes[at]?.kind ?? ""] : nodes[at].kind;
    const node = { id, depth: at < 0 ? 0 : nodes[at].depth + Number(isTop), kind, text: "", sentence: "", stated: true, met: "" };
    const place = at < 0 ? 0 : branchEnd(nodes, at);
    this.set([...nodes.slice(0, place), node, ...nodes.slice(place)]);
    this.go(id, (row) => `Added ${kind} ${row.place}.`);
  }

  move(how) {
    const [nodes, at, row] = [this.nodes, this.at, this.current];
    const changed = MOVES[how](nodes, at);
    if (!changed) return this.say(REFUSED[how]);
    const gone = nodes.length - changed.length;
    const name = `${nodes[at].kind} ${row.place}`;
    this.set(changed);
    if (gone) {
      const under = gone > 1 ? ` and ${gone - 1} under it` : "";
      return this.go(changed[Math.max(0, at - 1)]?.id, () => `Removed ${name}${under}. Undo, or Alt + Z, brings it back.`);
    }
    this.go(row.id, () => `${name} ${DONE[how]}: it is now ${row.place}.`);
  }

  undo() {
    const { id } = this.current ?? {};
    if (!this.past.length) return this.say("There is nothing to undo.");
    const before = this.past.at(-1);
    this.past = this.past.slice(0, -1);
    this.lastKind = undefined;
    this.model.set("_nodes", before);
    this.model.save_changes();
    this.go(before.some((node) => node.id === id) ? id : before[0]?.id, () => "The last change is taken back.");
  }

  go(id, words) {
    this.draw();
    const row = this.byId.get(id);
    row?.stop.focus();
    this.say(words(row));
  }

  press(event) {
    const { altKey, ctrlKey, metaKey, key } = event;
    if (!altKey || ctrlKey || metaKey) return super.press(event);
    if (event.code === "KeyZ") this.undo();
    else if (key in MOVE_OF_KEY && this.current) this.move(MOVE_OF_KEY[key]);
    else return;
    event.stopPropagation();
    event.preventDefault();
  }

  obey(key, { target }) {
    const isText = target === this.current?.text;
    if (key === "Enter" && target.matches("textarea, input")) this.add();
    else if (["Delete", "Backspace"].includes(key) && isText && !target.value) this.move("remove");
    else if (isText && key === "ArrowUp" && target.selectionEnd === 0) this.step(-1);
    else if (isText && key === "ArrowDown" && target.selectionStart === target.value.length) this.step(1);
    else return false;
    return true;
  }
}

export default shows(Outline, "_nodes", "_picture", "_problems", "_gaps");
