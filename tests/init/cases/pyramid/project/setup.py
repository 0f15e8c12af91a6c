from setuptools import find_packages, setup

requires = [
    'pyramid',
    'waitress',
]

setup(
    name='wiki',
    version='0.1',
    packages=find_packages(),
    install_requires=requires,
    entry_points={
        'paste.app_factory': ['main = wiki:main'],
        'console_scripts': ['initialize_wiki_db=wiki.initialize_db:main'],
    },
)
