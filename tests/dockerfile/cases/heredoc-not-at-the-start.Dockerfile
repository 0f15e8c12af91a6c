FROM a
RUN cat <<EOF > /f
body $(whoami)
EOF
RUN cat <<'A' > /a && cat <<"B" > /b
$(not run)
A
in b
B
RUN (cat <<X; echo) | tee 3<<Y
x
X;
y
Y
