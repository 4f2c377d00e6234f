// Saves the comment without a form, as many newer tools do. The text stays in the field whatever
// happens, so that a failed save costs nothing but another press of the button.
(() => {
  const WAIT_MS = 10000;
  const pupil = document.querySelector('#pupil');
  const comment = document.querySelector('#pupil-comment');
  const button = document.querySelector('#save-comment');
  const outcome = document.querySelector('#outcome');
  let saving = false;

  /** @param {string} sentence @param {'' | 'good' | 'bad'} tone */
  function say(sentence, tone) {
    outcome.textContent = sentence;
    outcome.className = tone;
  }

  /** @returns {Promise<string>} the time of the save, as the server tells it */
  async function send() {
    const answer = await fetch('/api/comment', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ pupil: pupil.value, comment: comment.value }),
      signal: AbortSignal.timeout(WAIT_MS),
    });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.error);
    return told.clock;
  }

  /** @param {Error} error */
  function reason(error) {
    if (error.name === 'TimeoutError') return 'Övningsskolan svarade inte.';
    // What fetch throws when nobody answers, in the browser's own English.
    if (error instanceof TypeError) return 'Övningsskolan gick inte att nå.';
    return error.message;
  }

  button.addEventListener('click', async () => {
    if (saving) return;
    saving = true;
    say('Sparar …', '');
    try {
      say(`Sparat ${await send()}`, 'good');
    } catch (error) {
      say(`Inte sparat. ${reason(error)} Texten står kvar i fältet.`, 'bad');
    } finally {
      saving = false;
    }
  });

  // A notice about an older text would be untrue of the new one.
  for (const field of [pupil, comment]) field.addEventListener('input', () => say('', ''));
})();
