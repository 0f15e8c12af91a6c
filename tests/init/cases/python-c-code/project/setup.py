from setuptools import Extension, setup

setup(ext_modules=[Extension("shop.fast", ["shop/fast.c"])])
