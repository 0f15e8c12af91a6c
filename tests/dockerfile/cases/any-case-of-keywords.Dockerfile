from scratch as one
CoPy --From=one a b
run echo x
healthcheck none
ONbuild Copy a b
