'use strict';

/*
 * Tells the service, once, that a person sees this page: somebody touches it, or it has stayed in view for two seconds
 * on end. Not while it is only prefetched, prerendered or in a background tab, and not for a program that renders it in
 * passing, as scanners of links do. Whoever answers sooner has opened it too.
 */
(() => {
  const LONG_ENOUGH = 2000;
  // not movements and scrolling: browsers make such events by themselves, without anybody
  const TOUCHES = ['pointerdown', 'touchstart', 'wheel', 'keydown'];

  document.getElementById('error-summary')?.focus();

  const url = document.body.dataset.openedUrl;
  if (!url) {
    return;
  }

  let timer;

  const inView = () => !document.prerendering && document.visibilityState === 'visible';

  const watch = () => {
    clearTimeout(timer);
    if (inView()) {
      timer = setTimeout(report, LONG_ENOUGH);
    }
  };

  const touched = (event) => {
    // one that a script made up is nobody's
    if (event.isTrusted) {
      report();
    }
  };

  const report = () => {
    if (!inView()) {
      return;
    }
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', watch);
    document.removeEventListener('prerenderingchange', watch);
    TOUCHES.forEach((type) => document.removeEventListener(type, touched));
    if (!navigator.sendBeacon?.(url)) {
      fetch(url, { method: 'POST', keepalive: true }).catch(() => {});
    }
  };

  document.addEventListener('visibilitychange', watch);
  document.addEventListener('prerenderingchange', watch);
  TOUCHES.forEach((type) => document.addEventListener(type, touched, { passive: true }));
  watch();
})();
