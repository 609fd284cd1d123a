'use strict';

/* Tells the service that a person sees this page: once, and not while it is only prefetched, prerendered or in a background tab. */
(() => {
  document.getElementById('error-summary')?.focus();

  const url = document.body.dataset.openedUrl;
  if (!url) {
    return;
  }

  const report = () => {
    if (document.prerendering || document.visibilityState !== 'visible') {
      return;
    }
    document.removeEventListener('visibilitychange', report);
    document.removeEventListener('prerenderingchange', report);
    if (!navigator.sendBeacon?.(url)) {
      fetch(url, { method: 'POST', keepalive: true }).catch(() => {});
    }
  };

  document.addEventListener('visibilitychange', report);
  document.addEventListener('prerenderingchange', report);
  report();
})();
