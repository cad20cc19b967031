/** The slant page: texts in a mixed order, a rating for each, and a result that opens when all are rated. */

const RATINGS = [1, 2, 3, 4, 5, 6, 7];

class TextRow {
  constructor(slant, text, index) {
    Object.assign(this, { slant, place: `${index}`, number: index + 1 });
    const { low, high } = slant.model.get("_asks");
    const words = make("p", { class: "oped-sentence" }, make("span", { class: "oped-id" }, `${this.number}`), text);
    const options = RATINGS.map((value) => ({ value, nodes: [`${value}`], style: CHOSEN }));
    const name = `Text ${this.number}, from 1, ${low}, to 7, ${high}`;
    this.group = new RadioGroup({ "aria-label": name }, options, (value) => this.rate(value));
    this.group.node.prepend(make("span", { class: "oped-caption", "aria-hidden": "true" }, low));
    this.group.node.append(make("span", { class: "oped-caption", "aria-hidden": "true" }, high));
    this.node = make("li", { class: "oped-row" }, words, this.group.node);
  }

  get stop() {
    return this.group.stop;
  }

  rate(value) {
    this.slant.put("_rated", this.place, value);
    this.slant.model.save_changes();
    this.stop.focus();
    this.slant.say(`Text ${this.number}: ${value ?? "no rating"}. ${this.slant.progress.textContent}`);
  }

  draw() {
    this.group.draw(this.slant.model.get("_rated")[this.place], this === this.slant.current);
  }
}

class Slant extends Page {
  constructor(model) {
    super(model, "slant", "Your own slant");
    const { question, file } = model.get("_asks");
    const privacy = `Private: your ratings stay in ${file} beside this notebook. They are no part of a hand-in or a grade.`;
    const rows = model.get("_texts").map((text, index) => new TextRow(this, text, index));
    this.told = make("div", {});
    this.summary = make("summary", {});
    this.result = make("details", { class: "oped-result" }, this.summary, this.told);
    this.fill(rows, [make("p", { class: "oped-private" }, privacy), make("p", { class: "oped-big" }, question)], [this.result]);
    this.tell("move", "↑", "↓");
    this.tell("rate", "1", "…", "7");
    this.tell("clear", "0");
  }

  draw() {
    super.draw();
    const done = Object.keys(this.model.get("_rated")).length;
    const lines = this.model.get("_result");
    this.progress.textContent = `${done} of ${this.rows.length} rated`;
    this.summary.textContent = lines.length ? "Show my result" : `The result comes when all ${this.rows.length} texts are rated`;
    this.told.replaceChildren(...lines.map((line) => make("p", {}, line)));
    if (!lines.length) this.result.open = false;
  }

  obey(key, event) {
    if (event.target === this.summary) return false;
    if (RATINGS.includes(Number(key))) this.current.rate(Number(key));
    else if (CLEARING_KEYS.includes(key)) this.current.rate();
    else return super.obey(key, event);
    return true;
  }
}

export default shows(Slant, "_rated", "_result");
