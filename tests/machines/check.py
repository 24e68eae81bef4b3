#!/usr/bin/env python3
"""What machines read of a built guide, in the checkers of its formats.

    pip install -r requirements.txt
    (cd ../browser && npm ci)
    python3 check.py BOUCLE

BOUCLE is the program. The guide of this repository is built in a temporary folder, with an address, since feeds and
catalogues have none without it, and with one place on the map. Each file is then read by the checker of its format,
whole, and again with a fault planted in it, which the checker must find.
Exit 0: nothing to say. 1: a file is at fault. 2: the check itself cannot work.
"""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import frictionless
import geojson_validator
import rdflib
from loguru import logger
from lxml import etree

HERE = Path(__file__).resolve().parent
GUIDE = HERE.parent.parent
SITEMAP = HERE.parent / "browser/node_modules/sitemap/schema/sitemap.xsd"
ADDRESS = "https://www.exemple.fr/guide/"
# Only to give the map a place.
PLACE = ("territoire: { nom: \"Morbihan\" }", "territoire: { nom: \"Morbihan\", latitude: 47.75, longitude: -2.75 }")


def build(program, root):
    """The guide with an address and one place; the folder where it is built."""
    for folder in ("content", "themes"):
        shutil.copytree(GUIDE / folder, root / folder)
    settings = root / "content/site.yaml"
    settings.write_text(f"{settings.read_text('utf-8')}\naddress: {ADDRESS}\n", "utf-8")
    for sheet in (root / "content/etudes-de-cas").glob("*.md"):
        sheet.write_text(sheet.read_text("utf-8").replace(*PLACE), "utf-8")
    run = subprocess.run([program, "build", "--no-pdf", "--root", root, "--output", root / "site"], capture_output=True, text=True)
    if run.returncode != 0:
        print(run.stderr, file=sys.stderr)
        sys.exit(2)
    return root / "site"


def by_schema(schema, text):
    """What an XML schema says of a text."""
    try:
        document = etree.fromstring(text.encode())
    except etree.XMLSyntaxError as error:
        return [str(error)]
    return [] if schema.validate(document) else [str(error) for error in schema.error_log]


def feed(text):
    """Atom, by RFC 4287: its grammar, one address for each entry, and the last changes first."""
    faults = by_schema(etree.RelaxNG(etree.parse(HERE / "atom.rng")), text)
    ids = re.findall(r"<id>(.*?)</id>", text)
    updated = re.findall(r"<entry>.*?<updated>(.*?)</updated>", text, re.DOTALL)
    if len(ids) != len(set(ids)):
        faults.append("two entries have one id")
    if updated != sorted(updated, reverse=True):
        faults.append("the last changes do not come first")
    return faults


def json_feed(text):
    """JSON Feed 1.1: what the format requires."""
    data = json.loads(text)
    faults = []
    if data.get("version") != "https://jsonfeed.org/version/1.1" or not data.get("title"):
        faults.append("the version or the title is missing")
    for item in data.get("items", []):
        if not isinstance(item.get("id"), str) or not (item.get("content_text") or item.get("content_html")):
            faults.append(f"an item has no id or no content: {item.get('title')}")
    return faults if data.get("items") else [*faults, "there are no items"]


def sitemap(text):
    """The list of pages, by the schema of sitemaps.org."""
    return by_schema(etree.XMLSchema(etree.parse(SITEMAP)), text)


def table(text, schema, records):
    """The table as a spreadsheet or a program reads it: its rows, its accents, the types that its schema gives."""
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    faults = []
    if [row.get("ficheTitre") for row in rows] != [record["ficheTitre"] for record in records]:
        faults.append("the titles of the CSV and of the JSON are not the same")
    if not any("É" in row.get("ficheTitre", "") for row in rows):
        faults.append("the accents are lost")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "fiches.csv").write_text(text, "utf-8", newline="")
        resource = frictionless.Resource(path="fiches.csv", basepath=folder, schema=frictionless.Schema.from_descriptor(schema))
        report = resource.validate()
    return [*faults, *(error[0] for error in report.flatten(["message"]))]


def places(text):
    """GeoJSON, by RFC 7946: its structure, its bounds, the winding of its rings."""
    data = json.loads(text)
    faults = [str(fault) for fault in geojson_validator.validate_structure(data).items()]
    if faults:
        return faults
    located = {**data, "features": [place for place in data["features"] if place["geometry"]]}
    if not located["features"]:
        return ["no place has coordinates"]
    result = geojson_validator.validate_geometries(located)
    return [str(fault) for kind in ("invalid", "problematic") for fault in result[kind].items()]


def catalogue(text, folder):
    """The DCAT catalogue, as RDF: each file that it names is there, with its size and its type."""
    graph = rdflib.Graph().parse(data=text, format="json-ld")
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    files = list(graph.subject_objects(dcat.downloadURL))
    faults = [] if files else ["it names no file"]
    for distribution, address in files:
        file = folder / str(address).removeprefix(ADDRESS)
        size = graph.value(distribution, dcat.byteSize)
        if not file.is_file() or size is None or int(size) != file.stat().st_size:
            faults.append(f"{address} is not there, or has another size")
        if graph.value(distribution, dcat.mediaType) is None:
            faults.append(f"{address} has no type")
    return faults


def main():
    if len(sys.argv) != 2 or not SITEMAP.is_file():
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    logger.disable("geojson_validator")
    with tempfile.TemporaryDirectory() as root:
        folder = build(Path(sys.argv[1]).resolve(), Path(root))
        read = lambda path: (folder / path).read_bytes().decode("utf-8")
        schema = json.loads(read("donnees/fiches.schema.json"))
        records = json.loads(read("donnees/fiches.json"))["fiches"]
        checks = [
            ("flux.xml", feed, ("<updated>2", "<updated>vers 2")),
            ("flux.json", json_feed, ('"content_text"', '"texte"')),
            ("sitemap.xml", sitemap, ("</loc>", "</loc><titre/>")),
            ("donnees/fiches.csv", lambda text: table(text, schema, records), (",2026-11-23,", ",hier,")),
            ("donnees/fiches.geojson", places, ("[-2.75,47.75]", "[-2.75,147.75]")),
            ("donnees/catalog.jsonld", lambda text: catalogue(text, folder), ("fiches.csv", "fiche.csv")),
        ]
        faults = []
        for path, check, (sound, broken) in checks:
            text = read(path)
            faults += [f"{path}: {fault}" for fault in check(text)]
            if sound not in text:
                faults.append(f"{path}: there is no {sound} to break")
            elif not check(text.replace(sound, broken)):
                faults.append(f"{path}: a planted fault is not seen")
    for fault in faults:
        print(fault)
    print(f"{len(checks)} files that machines read: {'nothing to say' if not faults else f'{len(faults)} faults'}.")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
