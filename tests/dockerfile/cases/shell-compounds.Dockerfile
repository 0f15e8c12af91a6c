FROM a
RUN if a; then b; elif c; then d; else e; fi
RUN for x in a b $(c); do d $x; done; for y; do e; done
RUN while a; do b; done | c; until d; do e; done
RUN case "$x" in a|b) c ;; (d) e;& f) ;; *) g; esac
RUN { a; b; } && (c; d) || f() { g; }; function h { i; }; function j() (k)
RUN curl x | { tar x; } | sh
RUN if a; then b; fi > log 2>&1 | c
RUN select x in a; do b; done
