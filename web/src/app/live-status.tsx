import { useAnnouncement } from "@/lib/announce";

export function LiveStatus() {
  const { text } = useAnnouncement();
  return (
    <p role="status" className="sr-only">
      {text}
    </p>
  );
}
