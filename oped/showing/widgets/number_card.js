/** The number card's page: one figure, ten questions, a note to each. */

class QuestionRow {
  constructor(card, { name, question, advice }, index) {
    Object.assign(this, { card, name, number: index + 1 });
    const words = make("span", { id: newId() }, `${this.number}. ${question}`);
    const line = make("p", { class: "oped-sentence" }, words, make("span", { class: "oped-advice" }, advice));
    const options = card.options.map(({ value, title }) => ({ value, nodes: [make("b", {}, value[0].toUpperCase()), title], style: CHOSEN }));
    this.group = new RadioGroup({ "aria-labelledby": words.id }, options, (value) => this.give(value));
    this.note = make("input", { type: "text", class: "oped-text", maxlength: "300", placeholder: "note", "aria-label": `Note to question ${this.number}` });
    this.note.addEventListener("input", () => this.write());
    this.node = make("li", { class: "oped-row" }, line, make("div", { class: "oped-groups" }, this.group.node, this.note));
  }

  get stop() {
    return this.group.stop;
  }

  give(value) {
    this.card.put("answers", this.name, value);
    this.card.model.save_changes();
    this.stop.focus();
    const title = this.card.options.find((option) => option.value === value)?.title ?? "no answer";
    this.card.say(`Question ${this.number}: ${title}. ${this.card.progress.textContent}`);
  }

  write() {
    this.card.put("notes", this.name, this.note.value.trim() || undefined);
    this.card.model.save_changes();
  }

  draw() {
    const reachable = this === this.card.current;
    this.group.draw(this.card.model.get("answers")[this.name], reachable);
    this.note.tabIndex = reachable ? 0 : -1;
    if (document.activeElement !== this.note) this.note.value = this.card.model.get("notes")[this.name] ?? "";
  }
}

class Card extends Page {
  constructor(model) {
    super(model, "card", "Ten questions to a number");
    this.options = model.get("_options");
    const { id, text, figure } = model.get("_sentence");
    const sentence = make("p", { class: "oped-sentence" }, make("span", { class: "oped-id" }, id), text);
    const about = make("div", { class: "oped-figure" }, make("p", { class: "oped-big" }, figure), sentence);
    const asked = make("p", { class: "oped-asked" }, "Does the text answer it?");
    this.fill(model.get("_rows").map((row, index) => new QuestionRow(this, row, index)), [about, asked]);
    this.tell("move", "↑", "↓");
    this.tell("answer", ...this.options.map(({ value }) => value[0].toUpperCase()));
    this.tell("clear", "0");
    this.tell("note", "Tab");
  }

  draw() {
    super.draw();
    this.progress.textContent = `${Object.keys(this.model.get("answers")).length} of ${this.rows.length} answered`;
  }

  obey(key, event) {
    if (isTyping(event.target)) return false;
    const meant = this.options.find(({ value }) => value[0] === key.toLowerCase());
    if (meant) this.current.give(meant.value);
    else if (CLEARING_KEYS.includes(key)) this.current.give();
    else return super.obey(key, event);
    return true;
  }
}

export default shows(Card, "answers", "notes");
