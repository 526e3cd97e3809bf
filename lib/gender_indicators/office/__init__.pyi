from .doctor import examine
from .folder import write_office
from .trouble import Trouble

__all__ = ["Trouble", "examine", "write_office"]
