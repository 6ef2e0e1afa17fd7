export interface StreamEvent {
  id: string;
  name: string;
  data: string;
}

// Incremental reader of text/event-stream: feed it text in any split, take the events that are complete.
export class EventStreamParser {
  private buffer = "";
  private id = "";
  private name = "";
  private data: string[] = [];

  feed(text: string): StreamEvent[] {
    this.buffer += text;
    const events: StreamEvent[] = [];
    for (;;) {
      const end = this.buffer.search(/\r\n|\n|\r/);
      // A lone CR at the very end may be the first half of a CRLF.
      if (end < 0 || (this.buffer[end] === "\r" && end === this.buffer.length - 1)) return events;
      const line = this.buffer.slice(0, end);
      this.buffer = this.buffer.slice(end + (this.buffer.startsWith("\r\n", end) ? 2 : 1));
      if (line) this.field(line);
      else if (this.data.length) events.push(this.take());
    }
  }

  private field(line: string): void {
    if (line.startsWith(":")) return;
    const colon = line.indexOf(":");
    const key = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (key === "data") this.data.push(value);
    else if (key === "event") this.name = value;
    else if (key === "id") this.id = value;
  }

  private take(): StreamEvent {
    const event = { id: this.id, name: this.name || "message", data: this.data.join("\n") };
    this.name = "";
    this.data = [];
    return event;
  }
}
