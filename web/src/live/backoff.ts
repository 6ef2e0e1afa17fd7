// Pauses between attempts, in ms: 250 doubling to 8,000, each shortened at random by up to a half so that the
// clients of a restarted server do not come back in step.
export class Backoff {
  private attempts = 0;
  private readonly random: () => number;

  constructor(random: () => number = Math.random) {
    this.random = random;
  }

  next(): number {
    const full = Math.min(250 * 2 ** this.attempts, 8000);
    this.attempts += 1;
    return full * (1 - this.random() / 2);
  }

  reset(): void {
    this.attempts = 0;
  }
}
