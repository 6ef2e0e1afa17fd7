import "uplot/dist/uPlot.min.css";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import { useTheme } from "@/app/theme";
import { locale } from "@/i18n/i18n";

interface Props {
  days: readonly string[];
  values: readonly number[];
  label: string;
  format: (value: number) => string;
}

const heightPx = 224;
const axisPx = 64;
const dayAxisPx = 28;

// Bars over days, drawn by uPlot in the colours of the theme. Whoever draws it has the same figures as a table beside it.
export default function BarChart({ days, values, label, format }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const theme = useTheme(({ choice }) => choice);

  useEffect(() => {
    const place = frame.current!;
    const seconds = days.map((day) => Date.parse(day) / 1000);
    const chart = new uPlot(options(place, format), [seconds, [...values]], place);
    const observer = new ResizeObserver(() => chart.setSize({ width: place.clientWidth, height: heightPx }));
    observer.observe(place);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [days, values, format, theme]);

  return <div ref={frame} role="img" aria-label={label} className="h-56 w-full overflow-hidden" />;
}

function options(place: HTMLElement, format: (value: number) => string): uPlot.Options {
  const style = getComputedStyle(place);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const muted = colour("--muted");
  const day = new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", timeZone: "UTC" });
  const axis = { stroke: muted, font: `11px ${style.fontFamily}`, ticks: { show: false } };
  return {
    width: place.clientWidth,
    height: heightPx,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    legend: { show: false },
    cursor: { show: false },
    padding: [12, 8, 0, 0],
    scales: { x: { range: (_chart, min, max) => [min - 43_200, max + 43_200] }, y: { range: (_chart, _min, max) => [0, (max || 1) * 1.05] } },
    axes: [
      { ...axis, size: dayAxisPx, grid: { show: false }, values: (_chart, splits) => splits.map((at) => day.format(at * 1000)) },
      { ...axis, size: axisPx, grid: { stroke: colour("--line"), width: 1 }, values: (_chart, splits) => splits.map(format) },
    ],
    series: [
      {},
      {
        fill: colour("--accent"),
        stroke: "transparent",
        points: { show: false },
        paths: uPlot.paths.bars!({ size: [0.7, 28], radius: 0.2 }),
      },
    ],
  };
}
