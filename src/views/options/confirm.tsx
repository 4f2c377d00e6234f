import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { t } from '../policy.ts';

/** A question that has to be answered before one goes on. */
export function useDialog() {
  const ref = useRef<HTMLDialogElement>(null);
  return {
    ref,
    open: () => ref.current?.showModal(),
    close: () => ref.current?.close(),
  };
}

export function Confirm({
  dialog,
  title,
  yes,
  isBad,
  isShut,
  onYes,
  children,
}: {
  dialog: ReturnType<typeof useDialog>;
  title: string;
  yes: string;
  isBad?: boolean;
  /** True when one may not say yes; `children` tell why. */
  isShut?: boolean;
  onYes: () => void;
  children: ComponentChildren;
}) {
  return (
    <dialog ref={dialog.ref} aria-label={title}>
      <h2>{title}</h2>
      <div class="said">{children}</div>
      <p class="ways">
        <button
          type="button"
          class={isBad ? 'primary bad' : 'primary'}
          disabled={isShut}
          onClick={() => {
            dialog.close();
            onYes();
            requestAnimationFrame(focusAgain);
          }}
        >
          {yes}
        </button>
        <button type="button" onClick={dialog.close}>
          {t('editor_notNow')}
        </button>
      </p>
    </dialog>
  );
}

/** The button that asked may be gone or shut by then: one goes on from the page's heading. */
function focusAgain(): void {
  if (document.activeElement === document.body) document.querySelector('h1')?.focus();
}
