// Replies say in a header when a budget is nearly used up; those who show it are told.
type Listener = (warning: string) => void;

let listener: Listener = () => {};

export const onBudgetWarning = (next: Listener) => {
  listener = next;
};

export const noteBudget = (warning: string | null) => {
  if (warning) listener(warning);
};
