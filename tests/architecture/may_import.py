"""The kind of import contract that pyproject.toml states the architecture in."""

import sys

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class MayImport(Contract):
    """A package imports what its row names, the standard library and itself; nothing else.

    import-linter's own contracts name what is forbidden, which a dependency added tomorrow slips
    past. Options: ``package``; ``apart_from``, modules in it with a row of their own; ``ours``,
    packages or modules of this project; ``others``, installed packages by their import name.
    """

    package = fields.StringField()
    apart_from = fields.ListField(subfield=fields.StringField(), required=False, default=[])
    ours = fields.ListField(subfield=fields.StringField(), required=False, default=[])
    others = fields.ListField(subfield=fields.StringField(), required=False, default=[])

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Compare every import statement of the package with the row."""
        package = str(self.package)
        apart = _names(self.apart_from)
        root = package.partition(".")[0]
        allowed = [package, *_names(self.ours), *_names(self.others)]
        surplus = sorted(
            f"{importer} imports {imported}"
            for importer in graph.modules
            if is_within(importer, [package]) and not is_within(importer, apart)
            for imported in graph.find_modules_directly_imported_by(importer)
            if imported.partition(".")[0] not in sys.stdlib_module_names
            and imported != root  # importing anything of ours imports that first
            and not is_within(imported, allowed)
        )
        output.verbose_print(verbose, f"{package} may import {', '.join(allowed)}")
        return ContractCheck(kept=not surplus, metadata={"surplus": surplus})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print one line for each import that the row does not name."""
        for line in check.metadata["surplus"]:
            output.print_error(line)


def is_within(module: str, packages: list[str]) -> bool:
    """Whether the module is one of the packages or inside one."""
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def _names(option: object) -> list[str]:
    # Where the class has a field, import-linter gives each contract the value; its types don't say.
    assert isinstance(option, list)
    return [str(name) for name in option]
