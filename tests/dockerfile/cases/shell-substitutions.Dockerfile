FROM a
RUN a $(b $(c)) "$(d "$(e)")" `f g` <(h) >(i) ${x:-$(j)} "${y:-"$(k)"}" $((1 + $(l)))
RUN x=$(a) y="`b`" c=d
RUN echo '$(no)' \$no || true
