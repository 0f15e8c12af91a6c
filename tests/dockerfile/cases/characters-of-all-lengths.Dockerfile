FROM a
# ünïcode ☃ 🐋
ENV GRÜSSE="Grüß Gott" 🐋=☃
RUN echo "🐋" ☃ é\é
LABEL ☃="🐋 \🐋"
