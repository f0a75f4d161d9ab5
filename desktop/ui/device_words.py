"""The sentences of errors about trusted devices and sign-in requests; see ``words``."""

from typing import Final

from desktop.ui.sentence import QT_TRANSLATE_NOOP, Sentence

DEVICE_SENTENCES: Final = {
    "EnrolmentCodeError": Sentence(
        QT_TRANSLATE_NOOP("errors", "Something went wrong."),
    ),
    "CodeUnreadableError": Sentence(
        QT_TRANSLATE_NOOP("errors", "No code found: {reason}."),
        next_step=QT_TRANSLATE_NOOP("errors", "Choose a sharper picture, or paste the text."),
    ),
    "SeveralCodesError": Sentence(
        QT_TRANSLATE_NOOP("errors", "There are several codes in this picture."),
        kept=QT_TRANSLATE_NOOP("errors", "Nobody was added."),
        next_step=QT_TRANSLATE_NOOP("errors", "Choose one, or a picture of one alone."),
    ),
    "CodeOfAnotherServiceError": Sentence(
        QT_TRANSLATE_NOOP("errors", "That code belongs to another service."),
        kept=QT_TRANSLATE_NOOP("errors", "Nobody was added."),
        next_step=QT_TRANSLATE_NOOP(
            "errors", "Show the code of the same service on the other device."
        ),
    ),
    "CodeOfAnotherUserError": Sentence(
        QT_TRANSLATE_NOOP("errors", "That code belongs to another user."),
        kept=QT_TRANSLATE_NOOP("errors", "Nobody was added."),
        next_step=QT_TRANSLATE_NOOP(
            "errors", "Show the code for the same address on the other device."
        ),
    ),
    "CodeTooOldError": Sentence(
        QT_TRANSLATE_NOOP("errors", "That code has run out: it is {seconds} s old."),
        kept=QT_TRANSLATE_NOOP("errors", "Nobody was added."),
        next_step=QT_TRANSLATE_NOOP("errors", "Show a new one on the other device."),
    ),
    "CodeFromTheFutureError": Sentence(
        QT_TRANSLATE_NOOP(
            "errors", "That code was made {seconds} s from now: one of the clocks is wrong."
        ),
        kept=QT_TRANSLATE_NOOP("errors", "Nobody was added."),
        next_step=QT_TRANSLATE_NOOP(
            "errors", "Set the clocks of both devices, then show a new one."
        ),
    ),
    "NotTrustedError": Sentence(
        QT_TRANSLATE_NOOP("errors", "This computer is not trusted by “{profile}”."),
        next_step=QT_TRANSLATE_NOOP(
            "errors", "Sign in with a code and trust it, or use a device you trust."
        ),
    ),
    "FreshProofNeededError": Sentence(
        QT_TRANSLATE_NOOP("errors", "That needs a code first: {reason}."),
        kept=QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        next_step=QT_TRANSLATE_NOOP("errors", "Confirm it is you with a code."),
    ),
    "DeviceKeyLostError": Sentence(
        QT_TRANSLATE_NOOP(
            "errors", "The key that made this computer trusted is gone from the keystore."
        ),
        kept=QT_TRANSLATE_NOOP("errors", "Nothing was put in its place."),
        next_step=QT_TRANSLATE_NOOP(
            "errors", "Sign in with a code, then trust this computer again."
        ),
    ),
    "DeviceSuspendedError": Sentence(
        QT_TRANSLATE_NOOP(
            "errors", "The service has suspended this computer: its renewal was used twice."
        ),
        kept=QT_TRANSLATE_NOOP("errors", "Its key was kept."),
        next_step=QT_TRANSLATE_NOOP(
            "errors", "Confirm this computer with a code, or add it again from a device you trust."
        ),
    ),
    "DeviceRemovedError": Sentence(
        QT_TRANSLATE_NOOP(
            "errors", "This computer is not trusted any more: it was taken off your devices."
        ),
        kept=QT_TRANSLATE_NOOP("errors", "Its key can’t sign you in now."),
        next_step=QT_TRANSLATE_NOOP(
            "errors", "Sign in with a code, then trust this computer again if you want to."
        ),
    ),
    "DeviceProofRefusedError": Sentence(
        QT_TRANSLATE_NOOP("errors", "{host} did not accept what this computer signed ({reason})."),
        kept=QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        next_step=QT_TRANSLATE_NOOP("errors", "Check the computer’s clock and try again."),
    ),
    "SignatureUsedError": Sentence(
        QT_TRANSLATE_NOOP("errors", "{host} did not accept what this computer signed ({reason})."),
        kept=QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        next_step=QT_TRANSLATE_NOOP("errors", "Check the computer’s clock and try again."),
    ),
    "DeviceUnknownError": Sentence(
        QT_TRANSLATE_NOOP("errors", "That device is not on the list any more."),
        next_step=QT_TRANSLATE_NOOP("errors", "Look at the list again."),
    ),
    "RequestOverError": Sentence(
        QT_TRANSLATE_NOOP("errors", "This request has run out."),
        kept=QT_TRANSLATE_NOOP("errors", "Nobody was signed in by it."),
        next_step=QT_TRANSLATE_NOOP("errors", "Start again on the other device."),
    ),
    "RequestAnsweredError": Sentence(
        QT_TRANSLATE_NOOP("errors", "Already {decision} on {by}."),
        next_step=QT_TRANSLATE_NOOP("errors", "Nothing is left to decide."),
    ),
    "WrongNumberError": Sentence(
        QT_TRANSLATE_NOOP("errors", "That number doesn’t match. The request was denied."),
        next_step=QT_TRANSLATE_NOOP("errors", "Start again on the other device."),
    ),
    "NumberNeededError": Sentence(
        QT_TRANSLATE_NOOP("errors", "This request can’t be approved without its number."),
        kept=QT_TRANSLATE_NOOP("errors", "It is still open."),
        next_step=QT_TRANSLATE_NOOP(
            "errors", "Type the number that the other device shows, or deny it."
        ),
    ),
    "WrongDigitsError": Sentence(
        QT_TRANSLATE_NOOP("errors", "Those are not the digits of that device."),
        kept=QT_TRANSLATE_NOOP("errors", "It was not added."),
        next_step=QT_TRANSLATE_NOOP(
            "errors", "Compare them with what the other device shows, or start again there."
        ),
    ),
    "OfferGoneError": Sentence(
        QT_TRANSLATE_NOOP("errors", "The service does not know that device any more."),
        kept=QT_TRANSLATE_NOOP("errors", "It was not added."),
        next_step=QT_TRANSLATE_NOOP("errors", "Show a new code on it."),
    ),
    "RequestForgedError": Sentence(
        QT_TRANSLATE_NOOP(
            "errors", "The service’s signature of this request is wrong: it may have been changed."
        ),
        kept=QT_TRANSLATE_NOOP("errors", "It was not approved."),
        next_step=QT_TRANSLATE_NOOP("errors", "Deny it, and ask whoever runs the service."),
    ),
    "RequestNotSignableError": Sentence(
        QT_TRANSLATE_NOOP(
            "errors", "This request asks for something that is never signed for another device."
        ),
        kept=QT_TRANSLATE_NOOP("errors", "Nothing was signed."),
        next_step=QT_TRANSLATE_NOOP("errors", "Leave it; it runs out by itself."),
    ),
    "HistoryUnreadableError": Sentence(
        QT_TRANSLATE_NOOP("errors", "The history can’t be read: {reason}."),
        kept=QT_TRANSLATE_NOOP("errors", "It was left as it is."),
        next_step=QT_TRANSLATE_NOOP("errors", "See to it that you may read it, then try again."),
    ),
    "ScreenUnseenError": Sentence(
        QT_TRANSLATE_NOOP("errors", "This system doesn’t let programs see the screen."),
        next_step=QT_TRANSLATE_NOOP("errors", "Choose a picture, or paste the text."),
    ),
}
