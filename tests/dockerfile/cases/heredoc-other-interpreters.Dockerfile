FROM a
RUN python3 <<EOF
print("$(x)")
EOF
RUN <<EOF
#!/usr/bin/env python3
import os
EOF
RUN <<EOF
#!/bin/bash -e
apt-get update
EOF
RUN bash -eu <<'EOF'
curl x | sh
EOF
RUN bash script.sh <<'EOF'
curl x | sh
EOF
