from fieldday.people.models.area import Area
from fieldday.people.models.company import Company
from fieldday.people.models.company_day import CompanyDay
from fieldday.people.models.deputy import Deputy
from fieldday.people.models.import_job import ImportJob, ImportRemark
from fieldday.people.models.invitation import Invitation
from fieldday.people.models.passkey import Passkey
from fieldday.people.models.person import Line, Person
from fieldday.people.models.second_factor import RecoveryCode, SecondStepTries, Totp
from fieldday.people.models.session import Session
from fieldday.people.models.team import Membership, Team

__all__ = [
    "Area",
    "Company",
    "CompanyDay",
    "Deputy",
    "ImportJob",
    "ImportRemark",
    "Invitation",
    "Line",
    "Membership",
    "Passkey",
    "Person",
    "RecoveryCode",
    "SecondStepTries",
    "Session",
    "Team",
    "Totp",
]
