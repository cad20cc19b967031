/** The Annotator's page: sentences with a group of radio buttons each, or with words to select. */

const MOST_NAMED_BUTTONS = 4;

/** One sentence with its labels and, where asked for, how sure the reader is. */
class LabelRow {
  constructor(sheet, { id, text }, index) {
    Object.assign(this, { sheet, id, text, number: index + 1, words: make("span") });
    const sentence = make("p", { class: "oped-sentence", id: newId() }, make("span", { class: "oped-id" }, id), " ", this.words);
    const labels = sheet.choices.map((choice) => ({
      value: choice.name,
      nodes: [tag(choice), make("span", { class: "oped-name" }, choice.title)],
      style: choice.button_style,
    }));
    this.labels = new RadioGroup({ "aria-labelledby": sentence.id }, labels, (name) => this.give(name));
    this.sure = sureGroup(`sentence ${this.number}`, (percent) => this.rate(percent));
    this.clearing = button("clear", () => this.clear(), `sentence ${this.number}`);
    this.clearing.tabIndex = -1;
    this.clearing.classList.add("oped-quiet");
    const groups = [this.labels.node, ...(sheet.asksConfidence ? [this.sure.node] : []), this.clearing];
    this.node = make("li", { class: "oped-row" }, sentence, make("div", { class: "oped-groups" }, ...groups));
    sentence.addEventListener("click", () => this.stop.focus());
  }

  get stop() {
    return this.labels.stop;
  }

  get choice() {
    return this.sheet.choices.find(({ name }) => name === this.sheet.model.get("answers")[this.id]);
  }

  get percent() {
    return this.sheet.model.get("confidences")[this.id];
  }

  give(name) {
    this.sheet.put("answers", this.id, name);
    this.send(this.labels);
  }

  clear() {
    this.sheet.put("confidences", this.id);
    this.give();
  }

  rate(percent) {
    if (!this.choice) return this.sheet.say(`Sentence ${this.number}: choose a label first.`);
    this.sheet.put("confidences", this.id, percent);
    this.send(this.sure);
  }

  send(group) {
    this.sheet.model.save_changes();
    group.stop.focus();
    const sure = this.percent ? `, ${this.percent} percent sure` : "";
    this.sheet.say(`Sentence ${this.number}: ${this.choice?.title ?? "no label"}${sure}. ${this.sheet.progress.textContent}`);
  }

  draw() {
    const { choice } = this;
    const reachable = this === this.sheet.current;
    styled(this.words, choice?.text_style ?? "").replaceChildren(...(choice ? [tag(choice), " "] : []), this.text);
    this.labels.draw(choice?.name, reachable);
    this.sure.node.disabled = this.clearing.hidden = !choice;
    this.sure.draw(this.percent, reachable);
  }
}

class Annotator extends Page {
  constructor(model) {
    const onPhrases = model.get("_phrases");
    super(model, "annotator", onPhrases ? "Mark words in each sentence" : "Label each sentence");
    this.choices = model.get("_choices");
    this.asksConfidence = model.get("_confidence");
    this.typed = "";
    const compact = this.choices.length > MOST_NAMED_BUTTONS;
    this.node.classList.toggle("oped-compact", compact && !onPhrases);
    const Row = onPhrases ? PhraseRow : LabelRow;
    const rows = model.get("_rows").map((row, index) => new Row(this, row, index));
    if (onPhrases) this.fill(rows, [this.palette(), this.status()]);
    else this.fill(rows, compact ? [this.legend()] : []);
    if (onPhrases) this.say("Select words: drag over them, or touch the first and the last, or hold Shift and use the arrow keys.");
    this.list.style.maxHeight = model.get("_height");
    this.tell("move", "↑", "↓");
    if (onPhrases) this.tell("words", "←", "→");
    if (onPhrases) this.tell("select", "Shift + ←", "→");
    if (compact || onPhrases) this.tell(onPhrases ? "type a tag to mark" : "type a tag to label");
    else this.tell("label", ...this.choices.map(({ letter }) => letter));
    this.tell("clear", "0");
    if (this.asksConfidence) this.tell("50–90 % sure", "5", "…", "9");
    if (this.asksConfidence) this.tell("100 %", "1");
  }

  legend() {
    const name = (choice) => styled(make("span", {}, tag(choice), ` ${choice.title}`), choice.text_style);
    return make("p", { class: "oped-key" }, "Key: ", ...this.choices.flatMap((choice) => [name(choice), " "]));
  }

  /** The labels as buttons, for phrases. */
  palette() {
    const buttons = this.choices.map((choice) => {
      const node = button("", () => this.current.choose(choice.name));
      node.append(tag(choice), make("span", {}, choice.title));
      node.title = choice.question;
      return styled(node, choice.button_style);
    });
    return new Toolbar("Mark the selected words as", buttons).node;
  }

  reach(row) {
    if (row !== this.current) this.typed = "";
    super.reach(row);
  }

  draw() {
    super.draw();
    const marks = this.model.get("_marks").length;
    const labelled = `${this.rows.filter((row) => row.choice).length} of ${this.rows.length} labelled`;
    this.progress.textContent = this.model.get("_phrases") ? `${marks} phrase${marks === 1 ? "" : "s"} marked` : labelled;
  }

  press(event) {
    if (this.model.get("_phrases") && event.key === "Escape" && this.current.selects) {
      event.stopPropagation();
      this.current.drop();
    } else super.press(event);
  }

  obey(key, event) {
    const row = this.current;
    if (row.obey?.(key, event) || super.obey(key, event)) return true;
    if (key === "j" || key === "k") return this.step(key === "j" ? 1 : -1);
    if (CLEARING_KEYS.includes(key)) row.clear();
    else if (this.asksConfidence && percentOf(key)) row.rate(percentOf(key));
    else return key.length === 1 && this.type(row, key.toUpperCase());
    return true;
  }

  /** Collect the letters of a label's tag; give the label when they are complete. */
  type(row, letter) {
    const begins = (letters) => this.choices.some((choice) => choice.letter.startsWith(letters));
    this.typed = [this.typed + letter, letter, ""].find(begins);
    const meant = this.choices.find((choice) => choice.letter === this.typed);
    if (meant) {
      this.typed = "";
      row.give(meant.name);
    }
    return Boolean(meant || this.typed);
  }
}

export default shows(Annotator, "answers", "confidences", "_marks");
