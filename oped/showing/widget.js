/**
 * The Annotator's page: sentences with a group of radio buttons each, by mouse, touch or keyboard.
 * Python owns the state; this draws it, and writes `answers` and `confidences` back whole at every change.
 * Text from the notebook reaches the page as text nodes only.
 */

const PERCENTS = [50, 60, 70, 80, 90, 100];
const STEP_OF_KEY = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };
const CLEARING_KEYS = ["Backspace", "Delete", "0"];
const MOST_NAMED_BUTTONS = 4;
const CHOSEN_PERCENT = "background-color:#10243a;color:#ffffff";

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
const tag = (choice) => styled(make("span", {}, choice.letter), choice.tag_style);
/** A percentage is typed by its first digit: 5 for 50, 1 for 100. */
const percentOf = (key) => PERCENTS.find((percent) => `${percent}`[0] === key);

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

  /** The one button that Tab reaches: the chosen one, or else the first. */
  get stop() {
    return this.inputs.find((input) => input.checked) ?? this.inputs[0];
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

/** One sentence with its labels and, where asked for, how sure the reader is. */
class Row {
  constructor(sheet, { id, text }, index) {
    Object.assign(this, { sheet, id, text, number: index + 1, words: make("span") });
    const sentence = make("p", { class: "oped-sentence", id: newId() }, make("span", { class: "oped-id" }, id), " ", this.words);
    const labels = sheet.choices.map((choice) => ({
      value: choice.name,
      nodes: [tag(choice), make("span", { class: "oped-name" }, choice.title)],
      style: choice.button_style,
    }));
    this.labels = new RadioGroup({ "aria-labelledby": sentence.id }, labels, (name) => sheet.label(this, name));
    const percents = PERCENTS.map((value) => ({ value, nodes: [`${value}`], style: CHOSEN_PERCENT }));
    const question = `How sure of sentence ${this.number}, in percent`;
    this.sure = new RadioGroup({ "aria-label": question }, percents, (percent) => sheet.rate(this, percent));
    this.sure.node.prepend(make("span", { class: "oped-caption", "aria-hidden": "true" }, "How sure, %"));
    this.clear = make("button", { type: "button", class: "oped-clear", tabindex: "-1" }, "clear");
    this.clear.append(make("span", { class: "oped-hidden" }, ` sentence ${this.number}`));
    this.clear.addEventListener("click", () => sheet.label(this));
    const groups = [this.labels.node, ...(sheet.asksConfidence ? [this.sure.node] : []), this.clear];
    this.node = make("li", { class: "oped-row" }, sentence, make("div", { class: "oped-groups" }, ...groups));
    this.node.addEventListener("focusin", () => sheet.reach(this));
    sentence.addEventListener("click", () => this.labels.stop.focus());
  }

  get choice() {
    return this.sheet.choices.find(({ name }) => name === this.sheet.model.get("answers")[this.id]);
  }

  get percent() {
    return this.sheet.model.get("confidences")[this.id];
  }

  draw() {
    const { choice } = this;
    const reachable = this === this.sheet.current;
    styled(this.words, choice?.text_style ?? "").replaceChildren(...(choice ? [tag(choice), " "] : []), this.text);
    this.labels.draw(choice?.name, reachable);
    this.sure.node.disabled = this.clear.hidden = !choice;
    this.sure.draw(this.percent, reachable);
  }
}

/** All sentences, the state behind them, and the keys. */
class Sheet {
  constructor(model) {
    this.model = model;
    this.choices = model.get("_choices");
    this.asksConfidence = model.get("_confidence");
    this.typed = "";
    this.progress = make("p", { class: "oped-progress" });
    this.notice = make("p", { class: "oped-notice", role: "alert" });
    this.spoken = make("p", { class: "oped-hidden", "aria-live": "polite" });
    this.rows = model.get("_rows").map((row, index) => new Row(this, row, index));
    this.current = this.rows[0];
    const compact = this.choices.length > MOST_NAMED_BUTTONS;
    const list = make("ol", { class: "oped-list" }, ...this.rows.map((row) => row.node));
    list.style.maxHeight = model.get("_height");
    const top = make("div", { class: "oped-top" }, this.progress, this.keysLine(compact));
    this.node = make("section", { class: "oped-annotator", lang: "en", "aria-label": "Label each sentence" }, top, this.notice);
    this.node.classList.toggle("oped-compact", compact);
    this.node.append(...(compact ? [this.keyLine()] : []), list, this.spoken);
    this.node.addEventListener("keydown", (event) => this.press(event));
  }

  keysLine(compact) {
    const line = make("p", { class: "oped-keys" });
    const add = (meaning, ...keys) => line.append(make("span", {}, ...keys.map((key) => make("kbd", {}, key)), meaning));
    add("move", "↑", "↓");
    if (compact) add("type a tag to label");
    else add("label", ...this.choices.map(({ letter }) => letter));
    add("clear", "0");
    if (this.asksConfidence) add("50–90 % sure", "5", "…", "9");
    if (this.asksConfidence) add("100 %", "1");
    return line;
  }

  keyLine() {
    const name = (choice) => styled(make("span", {}, tag(choice), ` ${choice.title}`), choice.text_style);
    return make("p", { class: "oped-key" }, "Key: ", ...this.choices.flatMap((choice) => [name(choice), " "]));
  }

  label(row, name) {
    this.put("answers", row, name);
    if (name === undefined) this.put("confidences", row);
    this.send(row, row.labels);
  }

  rate(row, percent) {
    this.put("confidences", row, percent);
    this.send(row, row.sure);
  }

  put(trait, { id }, value) {
    const { [id]: _, ...others } = this.model.get(trait);
    this.model.set(trait, value === undefined ? others : { ...others, [id]: value });
  }

  send(row, group) {
    this.model.save_changes();
    group.stop.focus();
    const sure = row.percent ? `, ${row.percent} percent sure` : "";
    this.spoken.textContent = `Sentence ${row.number}: ${row.choice?.title ?? "no label"}${sure}. ${this.progress.textContent}`;
  }

  reach(row) {
    if (row === this.current) return;
    this.current = row;
    this.typed = "";
    this.draw();
  }

  draw() {
    this.progress.textContent = `${this.rows.filter((row) => row.choice).length} of ${this.rows.length} labelled`;
    this.notice.textContent = this.model.get("notice");
    for (const row of this.rows) row.draw();
  }

  /** Keep plain keys from the notebook, where "d d" deletes a cell; Tab, Escape, Shift+Enter and shortcuts go on. */
  press(event) {
    const leaves = event.key === "Tab" || event.key === "Escape" || (event.key === "Enter" && event.shiftKey);
    if (leaves || event.ctrlKey || event.metaKey || event.altKey) return;
    event.stopPropagation();
    if (this.obey(event.key)) event.preventDefault();
  }

  /** Do what a key means, and say whether it means anything here. */
  obey(key) {
    const row = this.current;
    if (key in STEP_OF_KEY) {
      const next = this.rows[this.rows.indexOf(row) + STEP_OF_KEY[key]] ?? row;
      next.labels.stop.focus();
    } else if (CLEARING_KEYS.includes(key)) this.label(row);
    else if (this.asksConfidence && percentOf(key)) {
      if (row.choice) this.rate(row, percentOf(key));
      else this.spoken.textContent = `Sentence ${row.number}: choose a label first.`;
    } else return key.length === 1 && this.type(row, key.toUpperCase());
    return true;
  }

  /** Collect the letters of a label's tag; give the label when they are complete. */
  type(row, letter) {
    const begins = (letters) => this.choices.some((choice) => choice.letter.startsWith(letters));
    this.typed = [this.typed + letter, letter, ""].find(begins);
    const meant = this.choices.find((choice) => choice.letter === this.typed);
    if (meant) {
      this.typed = "";
      this.label(row, meant.name);
    }
    return Boolean(meant || this.typed);
  }
}

function render({ model, el }) {
  const sheet = new Sheet(model);
  const draw = () => sheet.draw();
  const traits = ["answers", "confidences", "notice"];
  for (const trait of traits) model.on(`change:${trait}`, draw);
  draw();
  el.append(sheet.node);
  return () => traits.forEach((trait) => model.off(`change:${trait}`, draw));
}

export default { render };
