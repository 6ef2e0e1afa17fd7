// Two voices in one bubble.
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden>
      <rect width="32" height="32" rx="8" fill="#0f5f5c" />
      <path d="M9 25V13.5A6.5 6.5 0 0 1 15.5 7h2a6.5 6.5 0 0 1 0 13H14z" fill="#f6f4ee" />
      <circle cx="14" cy="13.6" r="1.7" fill="#0f5f5c" />
      <circle cx="19" cy="13.6" r="1.7" fill="#e8a33d" />
    </svg>
  );
}
