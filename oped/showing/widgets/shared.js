/**
 * What all widgets share. It is put in front of each widget's own script, and the two make one module.
 * Python owns the state; a page draws it and sends changes back. Text reaches the page as text nodes only.
 */

const PERCENTS = [50, 60, 70, 80, 90, 100];
const CHOSEN = "background-color:#10243a;color:#ffffff";
const STEP_OF_KEY = { ArrowDown: 1, ArrowUp: -1 };
const CLEARING_KEYS = ["Backspace", "Delete", "0"];

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function styled(node, style) {
  node.style.cssText = style;
  return node;
}

const newId = () => `oped-${Math.random().toString(36).slice(2)}`;
const hidden = (text) => make("span", { class: "oped-hidden" }, text);
const tag = (choice) => styled(make("span", {}, choice.letter), choice.tag_style);
/** A percentage is typed by its first digit: 5 for 50, 1 for 100. */
const percentOf = (key) => PERCENTS.find((percent) => `${percent}`[0] === key);
const isTyping = (node) => node.matches("textarea, select, input[type=text]");

function button(name, act, more = "") {
  const node = make("button", { type: "button", class: "oped-button" }, name);
  if (more) node.append(hidden(` ${more}`));
  node.addEventListener("click", act);
  return node;
}

/** Native radio buttons; each option has a value, the nodes on its button and its style when chosen. */
class RadioGroup {
  constructor(attributes, options, choose) {
    const name = newId();
    this.options = options;
    this.node = make("fieldset", { class: "oped-choices", role: "radiogroup", ...attributes });
    this.inputs = options.map(({ value, nodes }) => {
      const input = make("input", { type: "radio", name, value });
      input.addEventListener("change", () => choose(value));
      this.node.append(make("label", { class: "oped-choice" }, input, ...nodes));
      return input;
    });
  }

  /** The one button that Tab reaches: the chosen one, or else the first that can be chosen. */
  get stop() {
    return this.inputs.find((input) => input.checked) ?? this.inputs.find((input) => !input.disabled) ?? this.inputs[0];
  }

  draw(chosen, reachable) {
    this.options.forEach(({ value, style }, at) => {
      const input = this.inputs[at];
      input.checked = value === chosen;
      input.tabIndex = -1;
      styled(input.parentElement, input.checked ? style : "");
    });
    this.stop.tabIndex = reachable ? 0 : -1;
  }
}

/** How sure the reader is, in per cent. */
function sureGroup(number, choose) {
  const options = PERCENTS.map((value) => ({ value, nodes: [`${value}`], style: CHOSEN }));
  const group = new RadioGroup({ "aria-label": `How sure of ${number}, in percent` }, options, choose);
  group.node.prepend(make("span", { class: "oped-caption", "aria-hidden": "true" }, "How sure, %"));
  return group;
}

/** Buttons of which Tab reaches one; Left and Right go from one to the next. */
class Toolbar {
  constructor(name, buttons) {
    this.buttons = buttons;
    this.node = make("div", { class: "oped-toolbar", role: "toolbar", "aria-label": name }, ...buttons);
    this.node.addEventListener("keydown", (event) => this.press(event));
    this.reach(buttons[0]);
  }

  reach(reached) {
    for (const node of this.buttons) node.tabIndex = node === reached ? 0 : -1;
  }

  press(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = this.buttons[this.buttons.indexOf(event.target) + step];
    if (!next || event.altKey) return;
    this.reach(next);
    next.focus();
    event.preventDefault();
    event.stopPropagation();
  }
}

/**
 * A page of rows, of which Tab reaches the current one and Up and Down go from one to the next.
 * A row has a `node`, a `draw()` and a `stop`, where the focus goes.
 */
class Page {
  constructor(model, kind, name) {
    this.model = model;
    this.progress = make("p", { class: "oped-progress" });
    this.keys = make("p", { class: "oped-keys" });
    this.notice = make("p", { class: "oped-notice", role: "alert" });
    this.spoken = make("p", { class: "oped-hidden", "aria-live": "polite" });
    this.node = make("section", { class: `oped-widget oped-${kind}`, lang: "en", "aria-label": name });
    this.node.addEventListener("keydown", (event) => this.press(event));
  }

  /** Put the page together: what stands above the rows, the rows in a list, and what stands below. */
  fill(rows, above = [], below = []) {
    this.rows = rows;
    this.current = rows[0];
    this.list = make("ol", { class: "oped-list" }, ...rows.map((row) => row.node));
    for (const row of rows) row.node.addEventListener("focusin", () => this.reach(row));
    const top = make("div", { class: "oped-top" }, this.progress, this.keys);
    this.node.append(top, this.notice, ...above, this.list, ...below);
    if (!this.spoken.parentNode) this.node.append(this.spoken);
  }

  tell(meaning, ...keys) {
    this.keys.append(make("span", {}, ...keys.map((key) => make("kbd", {}, key)), meaning));
  }

  /** Let what is said be seen as well; the line goes where the page puts it. */
  status() {
    this.spoken.className = "oped-status";
    return this.spoken;
  }

  say(text) {
    this.spoken.textContent = text;
  }

  /** Set or take away one entry of a trait that is a dict. */
  put(trait, id, value) {
    const { [id]: _, ...others } = this.model.get(trait);
    this.model.set(trait, value === undefined ? others : { ...others, [id]: value });
  }

  reach(row) {
    if (row === this.current) return;
    this.current = row;
    this.draw();
  }

  step(by) {
    (this.rows[this.rows.indexOf(this.current) + by] ?? this.current)?.stop.focus();
    return true;
  }

  draw() {
    this.notice.textContent = this.model.get("notice");
    for (const row of this.rows) row.draw();
  }

  /** Keep plain keys from the notebook, where "d d" deletes a cell; Tab, Escape, Shift+Enter and shortcuts go on. */
  press(event) {
    const leaves = event.key === "Tab" || event.key === "Escape" || (event.key === "Enter" && event.shiftKey);
    if (leaves || event.ctrlKey || event.metaKey || event.altKey) return;
    event.stopPropagation();
    if (this.obey(event.key, event)) event.preventDefault();
  }

  /** Do what a key means, and say whether it means anything here. */
  obey(key, event) {
    return key in STEP_OF_KEY && !isTyping(event.target) && this.step(STEP_OF_KEY[key]);
  }
}

/** The module's `render`: a page that is drawn again when one of these traits changes. */
const shows = (Kind, ...traits) => ({
  render({ model, el }) {
    const page = new Kind(model);
    const draw = () => page.draw();
    const events = [...traits, "notice"].map((trait) => `change:${trait}`);
    for (const event of events) model.on(event, draw);
    draw();
    el.append(page.node);
    return () => events.forEach((event) => model.off(event, draw));
  },
});
