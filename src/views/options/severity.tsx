import { SEVERITIES, type Severity } from '../../engine/engine.ts';
import { isStricter } from '../../policy/strictness.ts';
import { t } from '../policy.ts';
import { wordFor } from './words.ts';

/** How strictly, chosen from a list. `otherwise` is what holds when nothing is chosen. */
export function SeveritySelect({
  label,
  id,
  value,
  otherwise,
  least,
  mixed,
  onChange,
}: {
  label: string;
  id?: string;
  value: Severity | undefined;
  otherwise?: Severity | undefined;
  /** A lock above allows nothing milder. */
  least?: Severity | undefined;
  /** Several are chosen, and differ. */
  mixed?: boolean;
  onChange: (value: Severity | undefined) => void;
}) {
  const now = mixed ? 'mixed' : (value ?? '');
  return (
    <select
      id={id}
      aria-label={label}
      class={`severity ${mixed ? 'mixed' : (value ?? otherwise ?? '')}`}
      value={now}
      onChange={(e) => {
        const chosen = e.currentTarget.value;
        if (chosen !== 'mixed') onChange(SEVERITIES.find((own) => own === chosen));
      }}
    >
      {mixed && <option value="mixed">{t('editor_severityMixed')}</option>}
      {otherwise && (
        <option value="">{t('editor_otherwise', wordFor('severity', otherwise))}</option>
      )}
      {!otherwise && value === undefined && <option value="">{t('editor_otherwiseAny')}</option>}
      {SEVERITIES.map((severity) => (
        <option
          key={severity}
          value={severity}
          disabled={least !== undefined && isStricter(least, severity)}
        >
          {wordFor('severity', severity)}
        </option>
      ))}
    </select>
  );
}
