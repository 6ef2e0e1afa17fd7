import { Fragment } from "react";

// A passage in which the server put the matches between two private-use characters.
export function Snippet({ text }: { text: string }) {
  return (
    <span className="block truncate" dir="auto">
      {text.split("\uE000").map((part, index) => {
        const [match, rest] = index === 0 ? ["", part] : splitOnce(part);
        return (
          <Fragment key={index}>
            {match && <mark className="rounded-sm bg-mark text-ink">{match}</mark>}
            {rest}
          </Fragment>
        );
      })}
    </span>
  );
}

function splitOnce(part: string): [string, string] {
  const end = part.indexOf("\uE001");
  return end < 0 ? ["", part] : [part.slice(0, end), part.slice(end + 1)];
}
