import { memo, useSyncExternalStore } from "react";
import ReactMarkdown, { type Options } from "react-markdown";
import { components } from "./components";
import { gfm } from "./gfm";
import { OpenBlock } from "./open-block";
import { loadMath, mathPlugins, onMathLoaded } from "./math";
import { gateUrl } from "./safe-url";

interface Props {
  text: string;
  math: boolean;
  open: boolean;
}

const plain: Options["remarkPlugins"] = [gfm];

export const MarkdownBlock = memo(function MarkdownBlock({ text, math, open }: Props) {
  const plugins = useSyncExternalStore(onMathLoaded, mathPlugins);
  if (math && !plugins) loadMath();
  const withMath = math && plugins;
  return (
    <div className="block">
      <OpenBlock value={open}>
        <ReactMarkdown
          remarkPlugins={withMath ? [...plain, ...withMath.remark] : plain}
          rehypePlugins={withMath ? withMath.rehype : null}
          components={components}
          urlTransform={gateUrl}
        >
          {text}
        </ReactMarkdown>
      </OpenBlock>
    </div>
  );
});
